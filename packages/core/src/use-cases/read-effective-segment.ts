import * as E from 'fp-ts/lib/Either.js';
import { pipe } from 'fp-ts/lib/function.js';
import * as O from 'fp-ts/lib/Option.js';
import * as RA from 'fp-ts/lib/ReadonlyArray.js';
import * as TE from 'fp-ts/lib/TaskEither.js';
import type { CustomerRef } from '../domain/customer.js';
import type { EffectiveSegment } from '../domain/effective-segment.js';
import type { ReadFailure } from '../domain/failure.js';
import { rejected, type Rejected } from '../domain/rejection.js';
import type { CustomerRepository } from '../ports/customer-repository.js';

export interface SegmentReads {
  readonly customers: Pick<CustomerRepository, 'effectiveSegments'>;
}

/** What rating, charging, billing and invoicing ask: one current value, whatever period they work on. Rejected with CustomerNotFound. */
export const readEffectiveSegment =
  ({ customers }: SegmentReads) =>
  (customer: CustomerRef): TE.TaskEither<Rejected | ReadFailure, EffectiveSegment> =>
    pipe(
      customers.effectiveSegments([customer]),
      TE.flatMap(([found = O.none]) =>
        TE.fromEither(
          pipe(
            found,
            E.fromOption((): Rejected => rejected({ _tag: 'CustomerNotFound', customer })),
          ),
        ),
      ),
    );

/** Most customers that the port is asked for at once. */
const mostAtOnce = 1000;

/**
 * The same for many customers, in the order of the question; none: no such customer. Up to 1,000 customers are read in one
 * step, and more in several steps, one after the other: each answer is the customer's last commit before its step.
 */
export const readEffectiveSegments =
  ({ customers }: SegmentReads) =>
  (refs: ReadonlyArray<CustomerRef>): TE.TaskEither<ReadFailure, ReadonlyArray<O.Option<EffectiveSegment>>> =>
    pipe(
      refs,
      RA.chunksOf(mostAtOnce),
      TE.traverseSeqArray((chunk) => customers.effectiveSegments(chunk)),
      TE.map(RA.flatten),
    );
