import type { ReadonlyNonEmptyArray } from 'fp-ts/lib/ReadonlyNonEmptyArray.js';
import type { CustomerRef } from './customer.js';
import type { Violation } from './violation.js';

/** The business says no: asking again changes nothing unless the facts change. */
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
  /** Entries of the catalogue that cannot be assigned; `pointer` is where the request names them. */
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
  /** A state cannot begin in the future: the change takes effect now. */
  | { readonly _tag: 'FutureState'; readonly stateValidFrom: string }
  /** A merge would leave more custom attributes than a customer can have. */
  | { readonly _tag: 'TooManyAttributes'; readonly most: number }
  /** The custom attributes would take more bytes, as JSON, than a message has room for. */
  | { readonly _tag: 'AttributesTooLarge'; readonly mostBytes: number }
  /** Nothing is planned that could be confirmed or cancelled. */
  | { readonly _tag: 'NoPendingState'; readonly refId: string }
  /** A rule of the installation; `pointer` and `rule` as in a violation. */
  | { readonly _tag: 'RuleBroken'; readonly name: string; readonly pointer: string; readonly rule: string }
  | { readonly _tag: 'RequestIdReused'; readonly requestId: string };

export type RejectionName = Rejection['_tag'];

/** All the reasons for which one request is refused, at least one. Nothing was changed. */
export interface Rejected {
  readonly _tag: 'Rejected';
  readonly rejections: ReadonlyNonEmptyArray<Rejection>;
}

export const rejected = (first: Rejection, ...others: ReadonlyArray<Rejection>): Rejected => ({
  _tag: 'Rejected',
  rejections: [first, ...others],
});
