import type { Catalogue, CustomerProfile } from '../domain/catalogue.js';
import type { LifecycleState } from '../domain/customer.js';
import { assignableSegment, type Objections, reasonOfState } from '../domain/decisions/checks.js';

/** What a creation's body says of the values that a profile can give. */
interface Asked {
  readonly customerSegment?: string;
  readonly state?: { readonly state?: LifecycleState; readonly stateReason?: string };
}

/** The values of the new customer, with the member of the request that gives them. */
export interface Given {
  readonly customerSegment: string | null;
  /** Null: the profile that should give it is not configured. */
  readonly state: LifecycleState | null;
  readonly stateReason: string | null;
  readonly segmentFrom: string;
  readonly reasonFrom: string;
}

const fromProfile = '/customerProfile';

/** What the request gives counts, else what its profile does. */
export const withProfile = ({ customerSegment, state: asked = {} }: Asked, profile?: CustomerProfile): Given => ({
  customerSegment: customerSegment ?? profile?.customerSegment ?? null,
  state: asked.state ?? profile?.state ?? null,
  stateReason: asked.stateReason ?? profile?.stateReason ?? null,
  segmentFrom: customerSegment === undefined ? fromProfile : '/customerSegment',
  reasonFrom:
    asked.stateReason !== undefined ? '/state/stateReason' : asked.state !== undefined ? '/state/state' : fromProfile,
});

export const objectionsTo = (
  { customerSegment, state, stateReason, segmentFrom, reasonFrom }: Given,
  catalogue: Catalogue,
): Objections<'UnknownSegment' | 'SegmentRetired' | 'UnknownStateReason' | 'StateReasonRetired'> => [
  ...(customerSegment === null ? [] : assignableSegment(customerSegment, catalogue, segmentFrom)),
  ...(state === null || stateReason === null ? [] : reasonOfState({ state, stateReason }, catalogue, reasonFrom)),
];
