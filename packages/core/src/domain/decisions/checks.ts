import type { Catalogue } from '../catalogue.js';
import type { Instant } from '../codecs.js';
import { customAttributesBytes, type CustomAttributes, type CustomerRef, isDeactivated } from '../customer.js';
import type { Current } from '../decision.js';
import type { Rejection, RejectionName } from '../rejection.js';
import { utf8Bytes } from '../utf8-bytes.js';

/** What the business has against a request; empty: nothing. One answer names everything that is wrong. */
export type Objections<N extends RejectionName = RejectionName> = ReadonlyArray<Extract<Rejection, { _tag: N }>>;

/** The customer exists, is not Deactivated, and is at a version that the caller wants to change. */
export const openCustomer = (
  ref: CustomerRef,
  expectedVersions: ReadonlyArray<number> | null,
  current: Current | null,
): Objections<'CustomerNotFound' | 'CustomerDeactivated' | 'VersionMismatch'> => {
  if (current === null) return [{ _tag: 'CustomerNotFound', customer: ref }];
  const { customer } = current;
  return [
    ...(isDeactivated(customer) ? [{ _tag: 'CustomerDeactivated' as const, refId: customer.refId }] : []),
    ...(expectedVersions === null || expectedVersions.includes(customer.version)
      ? []
      : [{ _tag: 'VersionMismatch' as const, expected: expectedVersions, actual: customer.version }]),
  ];
};

/** The segment is configured, and not retired. `pointer` is where the request names it. */
export const assignableSegment = (
  customerSegment: string,
  { customerSegments }: Catalogue,
  pointer = '/customerSegment',
): Objections<'UnknownSegment' | 'SegmentRetired'> => {
  const segment = customerSegments.get(customerSegment);
  if (segment === undefined) return [{ _tag: 'UnknownSegment', customerSegment, pointer }];
  return segment.status === 'RETIRED' ? [{ _tag: 'SegmentRetired', customerSegment, pointer }] : [];
};

/** The reason is configured for this state, and not retired. */
export const reasonOfState = (
  { state, stateReason }: { readonly state: string; readonly stateReason: string },
  { stateReasons }: Catalogue,
  pointer = '/state/stateReason',
): Objections<'UnknownStateReason' | 'StateReasonRetired'> => {
  const reason = stateReasons.get(stateReason);
  if (reason?.state !== state) return [{ _tag: 'UnknownStateReason', state, stateReason, pointer }];
  return reason.status === 'RETIRED' ? [{ _tag: 'StateReasonRetired', stateReason, pointer }] : [];
};

/** The profile is configured, and not retired. */
export const usableProfile = (
  customerProfile: string,
  { customerProfiles }: Catalogue,
): Objections<'UnknownProfile' | 'ProfileRetired'> => {
  const profile = customerProfiles.get(customerProfile);
  if (profile === undefined) return [{ _tag: 'UnknownProfile', customerProfile }];
  return profile.status === 'RETIRED' ? [{ _tag: 'ProfileRetired', customerProfile }] : [];
};

/** They are small enough for a message that every topic takes. */
export const publishableAttributes = (attributes: CustomAttributes): Objections<'AttributesTooLarge'> =>
  utf8Bytes(JSON.stringify(attributes)) > customAttributesBytes
    ? [{ _tag: 'AttributesTooLarge', mostBytes: customAttributesBytes }]
    : [];

export const freeExternalId = (externalId: string | undefined, isTaken: boolean): Objections<'ExternalIdTaken'> =>
  externalId !== undefined && isTaken ? [{ _tag: 'ExternalIdTaken', externalId }] : [];

/** By how much a caller's clock may be ahead of ours, in milliseconds. */
const clockToleranceMs = 60_000;

/** The state has begun by now: a change takes effect at once, whatever date it carries. */
export const begunState = (stateValidFrom: Instant | undefined, at: Instant): Objections<'FutureState'> =>
  stateValidFrom !== undefined && Date.parse(stateValidFrom) > Date.parse(at) + clockToleranceMs
    ? [{ _tag: 'FutureState', stateValidFrom }]
    : [];
