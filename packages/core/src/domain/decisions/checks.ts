import { sequenceS } from 'fp-ts/lib/Apply.js';
import * as E from 'fp-ts/lib/Either.js';
import * as O from 'fp-ts/lib/Option.js';
import { isNonEmpty } from 'fp-ts/lib/ReadonlyArray.js';
import type { ReadonlyNonEmptyArray } from 'fp-ts/lib/ReadonlyNonEmptyArray.js';
import * as RNEA from 'fp-ts/lib/ReadonlyNonEmptyArray.js';
import type { Catalogue, StateReason } from '../catalogue.js';
import { type CustomerRef, isDeactivated } from '../customer.js';
import type { Current, Facts } from '../decision.js';
import type { Rejected, Rejection } from '../rejection.js';

/** A business rule's outcome: what it lets through, or every rejection it found. */
export type Checked<A> = E.Either<ReadonlyNonEmptyArray<Rejection>, A>;

/** Runs all the checks, so that one answer names everything that is wrong. */
export const all = sequenceS(E.getApplicativeValidation(RNEA.getSemigroup<Rejection>()));

export const toRejected = (rejections: ReadonlyNonEmptyArray<Rejection>): Rejected => ({
  _tag: 'Rejected',
  rejections,
});

const no = (rejection: Rejection): Checked<never> => E.left([rejection]);

const unless = <A>(rejections: ReadonlyArray<Rejection>, value: A): Checked<A> =>
  isNonEmpty(rejections) ? E.left(rejections) : E.right(value);

/** The customer exists, is not Deactivated, and is at the version that the caller saw. */
export const openCustomer = (ref: CustomerRef, expectedVersion: number | null, facts: Facts): Checked<Current> =>
  O.isNone(facts.current)
    ? no({ _tag: 'CustomerNotFound', customer: ref })
    : unless(
        [...deactivated(facts.current.value), ...otherVersion(facts.current.value, expectedVersion)],
        facts.current.value,
      );

const deactivated = ({ customer }: Current): ReadonlyArray<Rejection> =>
  isDeactivated(customer) ? [{ _tag: 'CustomerDeactivated', refId: customer.refId }] : [];

const otherVersion = ({ customer }: Current, expected: number | null): ReadonlyArray<Rejection> =>
  expected === null || expected === customer.version
    ? []
    : [{ _tag: 'VersionMismatch', expected, actual: customer.version }];

/** The segment is configured, and not retired. */
export const assignableSegment = (code: string, catalogue: Catalogue): Checked<string> => {
  const segment = catalogue.segments.get(code);
  if (segment === undefined) return no({ _tag: 'UnknownSegment', customerSegment: code });
  return segment.status === 'RETIRED' ? no({ _tag: 'SegmentRetired', customerSegment: code }) : E.right(code);
};

/** The reason is configured for this state. */
export const reasonOf = (
  { state, stateReason }: { readonly state: string; readonly stateReason: string },
  catalogue: Catalogue,
): Checked<StateReason> => {
  const reason = catalogue.stateReasons.get(stateReason);
  return reason?.state === state && reason.status === 'ACTIVE'
    ? E.right(reason)
    : no({ _tag: 'UnknownStateReason', state, stateReason });
};

export const freeExternalId = (externalId: string | null, facts: Facts): Checked<string | null> =>
  externalId !== null && facts.externalIdTaken ? no({ _tag: 'ExternalIdTaken', externalId }) : E.right(externalId);
