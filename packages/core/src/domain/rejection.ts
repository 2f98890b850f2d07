import type { ReadonlyNonEmptyArray } from 'fp-ts/lib/ReadonlyNonEmptyArray.js';
import type { CustomerRef } from './customer.js';
import type { Violation } from './violation.js';

/** A refusal by a business rule. A retry gets the same answer until the data changes. */
export type Rejection =
  | { readonly _tag: 'InvalidRequest'; readonly violations: ReadonlyArray<Violation> }
  | { readonly _tag: 'CustomerNotFound'; readonly customer: CustomerRef }
  | { readonly _tag: 'SegmentNotFound'; readonly code: string }
  | { readonly _tag: 'StateReasonNotFound'; readonly code: string }
  | { readonly _tag: 'ProfileNotFound'; readonly code: string }
  | { readonly _tag: 'CustomerDeactivated'; readonly refId: string }
  | { readonly _tag: 'ExternalIdTaken'; readonly externalId: string }
  | { readonly _tag: 'SegmentCodeTaken'; readonly code: string }
  | { readonly _tag: 'StateReasonCodeTaken'; readonly code: string }
  | { readonly _tag: 'ProfileCodeTaken'; readonly code: string }
  | { readonly _tag: 'VersionMismatch'; readonly expected: ReadonlyArray<number>; readonly actual: number }
  /** Catalogue entries that cannot be assigned; `pointer` is their place in the request. */
  | { readonly _tag: 'UnknownSegment'; readonly customerSegment: string; readonly pointer: string }
  | { readonly _tag: 'SegmentRetired'; readonly customerSegment: string; readonly pointer: string }
  | {
      readonly _tag: 'UnknownStateReason';
      readonly state: string;
      readonly stateReason: string;
      readonly pointer: string;
    }
  | { readonly _tag: 'StateReasonRetired'; readonly stateReason: string; readonly pointer: string }
  | { readonly _tag: 'UnknownProfile'; readonly customerProfile: string }
  | { readonly _tag: 'ProfileRetired'; readonly customerProfile: string }
  /** The state would begin in the future, but an unplanned change takes effect immediately. */
  | { readonly _tag: 'FutureState'; readonly stateValidFrom: string }
  /** The merge results in more custom attributes than a customer can have. */
  | { readonly _tag: 'TooManyAttributes'; readonly most: number }
  /** The custom attributes take more bytes, as JSON, than a message has room for. */
  | { readonly _tag: 'AttributesTooLarge'; readonly mostBytes: number }
  /** There is no planned change to confirm or cancel. */
  | { readonly _tag: 'NoPendingState'; readonly refId: string }
  /** A rule of the installation is broken; `pointer` and `rule` are those of its violation. */
  | { readonly _tag: 'RuleBroken'; readonly name: string; readonly pointer: string; readonly rule: string }
  | { readonly _tag: 'RequestIdReused'; readonly requestId: string };

/** The tags of all rejections. */
export type RejectionName = Rejection['_tag'];

/** All rejections of one request, at least one. Nothing was changed. */
export interface Rejected {
  readonly _tag: 'Rejected';
  readonly rejections: ReadonlyNonEmptyArray<Rejection>;
}

/** Returns a Rejected with these rejections. */
export const rejected = (first: Rejection, ...others: ReadonlyArray<Rejection>): Rejected => ({
  _tag: 'Rejected',
  rejections: [first, ...others],
});
