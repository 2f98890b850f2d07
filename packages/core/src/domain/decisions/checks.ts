import type { Catalogue } from '../catalogue.js';
import type { Instant } from '../codecs.js';
import { customAttributesBytes, type CustomAttributes, type CustomerRef, isDeactivated } from '../customer.js';
import type { Current } from '../decision.js';
import type { Rejection, RejectionName } from '../rejection.js';
import { utf8Bytes } from '../utf8-bytes.js';

/** All rejections of a request; empty if it is accepted. */
export type Objections<N extends RejectionName = RejectionName> = ReadonlyArray<Extract<Rejection, { _tag: N }>>;

/** Checks that the customer exists, is not DEACTIVATED, and is at a version that the caller accepts. */
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

/** Checks that the segment is configured and not RETIRED. `pointer` is its place in the request. */
export const assignableSegment = (
  customerSegment: string,
  { customerSegments }: Catalogue,
  pointer = '/customerSegment',
): Objections<'UnknownSegment' | 'SegmentRetired'> => {
  const segment = customerSegments.get(customerSegment);
  if (segment === undefined) return [{ _tag: 'UnknownSegment', customerSegment, pointer }];
  return segment.status === 'RETIRED' ? [{ _tag: 'SegmentRetired', customerSegment, pointer }] : [];
};

/** Checks that the reason is configured for this state and not RETIRED. `pointer` is its place in the request. */
export const reasonOfState = (
  { state, stateReason }: { readonly state: string; readonly stateReason: string },
  { stateReasons }: Catalogue,
  pointer = '/state/stateReason',
): Objections<'UnknownStateReason' | 'StateReasonRetired'> => {
  const reason = stateReasons.get(stateReason);
  if (reason?.state !== state) return [{ _tag: 'UnknownStateReason', state, stateReason, pointer }];
  return reason.status === 'RETIRED' ? [{ _tag: 'StateReasonRetired', stateReason, pointer }] : [];
};

/** Checks that the profile is configured and not RETIRED. */
export const usableProfile = (
  customerProfile: string,
  { customerProfiles }: Catalogue,
): Objections<'UnknownProfile' | 'ProfileRetired'> => {
  const profile = customerProfiles.get(customerProfile);
  if (profile === undefined) return [{ _tag: 'UnknownProfile', customerProfile }];
  return profile.status === 'RETIRED' ? [{ _tag: 'ProfileRetired', customerProfile }] : [];
};

/** Checks that the attributes fit in a message that every topic accepts. */
export const publishableAttributes = (attributes: CustomAttributes): Objections<'AttributesTooLarge'> =>
  utf8Bytes(JSON.stringify(attributes)) > customAttributesBytes
    ? [{ _tag: 'AttributesTooLarge', mostBytes: customAttributesBytes }]
    : [];

export const freeExternalId = (externalId: string | undefined, isTaken: boolean): Objections<'ExternalIdTaken'> =>
  externalId !== undefined && isTaken ? [{ _tag: 'ExternalIdTaken', externalId }] : [];

/** How far a caller's clock may be ahead, in milliseconds. */
const clockToleranceMs = 60_000;

/** Checks that the state does not begin in the future, because an unplanned change takes effect immediately. */
export const begunState = (stateValidFrom: Instant | undefined, at: Instant): Objections<'FutureState'> =>
  stateValidFrom !== undefined && Date.parse(stateValidFrom) > Date.parse(at) + clockToleranceMs
    ? [{ _tag: 'FutureState', stateValidFrom }]
    : [];
