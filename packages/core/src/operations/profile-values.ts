import type { Catalogue, CustomerProfile } from '../domain/catalogue.js';
import type { LifecycleState } from '../domain/customer.js';
import { assignableSegment, type Objections, reasonOfState } from '../domain/decisions/checks.js';

/** The members of a creation's body that a profile can supply. */
interface RequestedValues {
  readonly customerSegment?: string;
  readonly state?: { readonly state?: LifecycleState; readonly stateReason?: string };
}

/** The values of the new customer, each with the pointer to the member of the request that supplies it. */
export interface Given {
  readonly customerSegment: string | null;
  /** Null if the profile that supplies it is not configured. */
  readonly state: LifecycleState | null;
  readonly stateReason: string | null;
  readonly segmentFrom: string;
  readonly reasonFrom: string;
}

const fromProfile = '/customerProfile';

/** Returns the values of the request, completed with those of the profile. */
export const withProfile = (
  { customerSegment, state: requested = {} }: RequestedValues,
  profile?: CustomerProfile,
): Given => ({
  customerSegment: customerSegment ?? profile?.customerSegment ?? null,
  state: requested.state ?? profile?.state ?? null,
  stateReason: requested.stateReason ?? profile?.stateReason ?? null,
  segmentFrom: customerSegment === undefined ? fromProfile : '/customerSegment',
  reasonFrom:
    requested.stateReason !== undefined
      ? '/state/stateReason'
      : requested.state !== undefined
        ? '/state/state'
        : fromProfile,
});

export const objectionsTo = (
  { customerSegment, state, stateReason, segmentFrom, reasonFrom }: Given,
  catalogue: Catalogue,
): Objections<'UnknownSegment' | 'SegmentRetired' | 'UnknownStateReason' | 'StateReasonRetired'> => [
  ...(customerSegment === null ? [] : assignableSegment(customerSegment, catalogue, segmentFrom)),
  ...(state === null || stateReason === null ? [] : reasonOfState({ state, stateReason }, catalogue, reasonFrom)),
];
