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

/** The dependencies of `readEffectiveSegment` and `readEffectiveSegments`. */
export interface SegmentReads {
  readonly customers: Pick<CustomerRepository, 'effectiveSegments'>;
}

/** Returns the current segment, which rating, charging, billing and invoicing use for every period. Rejected with CustomerNotFound. */
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

/** The most customers that the port accepts in one call. */
const chunkSize = 1000;

/**
 * Returns the current segments of many customers, in the order of the request; none if a customer does not exist. Reads chunks of
 * 1,000 customers in sequence. Each chunk is a consistent snapshot; several chunks are not.
 */
export const readEffectiveSegments =
  ({ customers }: SegmentReads) =>
  (refs: ReadonlyArray<CustomerRef>): TE.TaskEither<ReadFailure, ReadonlyArray<O.Option<EffectiveSegment>>> =>
    pipe(
      refs,
      RA.chunksOf(chunkSize),
      TE.traverseSeqArray((chunk) => customers.effectiveSegments(chunk)),
      TE.map(RA.flatten),
    );
