import { pipe } from 'fp-ts/lib/function.js';
import * as TE from 'fp-ts/lib/TaskEither.js';
import type { StoreFailure } from '../domain/failure.js';
import type { TransactionRef } from '../domain/version-ref.js';
import type { Contradiction } from '../ports/journal.js';
import type { Correction } from '../ports/warehouse.js';
import { parseJournaled } from '../messages/parse-transaction.js';
import type { Difference, Reconciliation } from './reconciliation.js';

const namesAtATime = 5000;

/** Whatever the warehouse has was in the journal before it was published: what is not there now has been undone. */
export const removeUnknownVersions = (
  { journal, warehouse, topic }: Reconciliation,
  note: (difference: Difference) => void,
): TE.TaskEither<StoreFailure, void> => {
  const from = (after: TransactionRef | null): TE.TaskEither<StoreFailure, void> =>
    pipe(
      TE.Do,
      TE.bind('held', () => warehouse.names(after, namesAtATime)),
      TE.bind('contradictions', ({ held }) => (held.length === 0 ? TE.right([]) : journal.contradictions(held, topic))),
      TE.bind('correction', ({ contradictions }) => correctionOf(contradictions)),
      TE.tap(({ correction }) =>
        correction.removed.length === 0 ? TE.right(undefined) : warehouse.correct(correction),
      ),
      TE.flatMap(({ held, contradictions }) => {
        for (const { unknown, instead } of contradictions)
          note({ kind: instead === null ? 'unknown' : 'different', refId: unknown.refId, version: unknown.version });
        const last = held.at(-1);
        return last === undefined ? TE.right(undefined) : from(last);
      }),
    );
  return from(null);
};

const correctionOf = (contradictions: ReadonlyArray<Contradiction>): TE.TaskEither<StoreFailure, Correction> =>
  pipe(
    TE.fromEither(parseJournaled(contradictions.flatMap(({ instead }) => (instead === null ? [] : [instead])))),
    TE.map((restored) => ({ removed: contradictions.map(({ unknown }) => unknown), restored })),
  );
