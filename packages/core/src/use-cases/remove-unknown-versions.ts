import { pipe } from 'fp-ts/lib/function.js';
import * as TE from 'fp-ts/lib/TaskEither.js';
import type { StoreFailure } from '../domain/failure.js';
import type { TransactionRef } from '../domain/version-ref.js';
import type { Contradiction } from '../ports/journal.js';
import type { Correction } from '../ports/warehouse.js';
import { parseJournaled } from '../messages/parse-transaction.js';
import type { Difference, Reconciliation } from './reconciliation.js';

const pageSize = 5000;

/**
 * Removes the versions that the journal does not have. Every version was journaled before it was published, so a restore of the
 * database has undone them.
 */
export const removeUnknownVersions = (
  { journal, warehouse, topic }: Reconciliation,
  note: (difference: Difference) => void,
): TE.TaskEither<StoreFailure, void> => {
  const from = (after: TransactionRef | null): TE.TaskEither<StoreFailure, void> =>
    pipe(
      TE.Do,
      TE.bind('page', () => warehouse.names(after, pageSize)),
      TE.bind('contradictions', ({ page }) => (page.length === 0 ? TE.right([]) : journal.contradictions(page, topic))),
      TE.bind('correction', ({ contradictions }) => correctionOf(contradictions)),
      TE.tap(({ correction }) =>
        correction.removed.length === 0 ? TE.right(undefined) : warehouse.correct(correction),
      ),
      TE.flatMap(({ page, contradictions }) => {
        for (const { unknown, instead } of contradictions)
          note({ kind: instead === null ? 'unknown' : 'different', refId: unknown.refId, version: unknown.version });
        const last = page.at(-1);
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
