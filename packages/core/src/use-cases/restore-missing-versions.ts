import { pipe } from 'fp-ts/lib/function.js';
import * as TE from 'fp-ts/lib/TaskEither.js';
import type { BusinessTransaction } from '../domain/business-transaction.js';
import { canonicalJson } from '../domain/canonical-json.js';
import type { StoreFailure } from '../domain/failure.js';
import { nameOfVersion } from '../domain/version-ref.js';
import { parseJournaled } from '../messages/parse-transaction.js';
import type { Difference, Reconciliation } from './reconciliation.js';

/** Writes the versions that the warehouse lacks or has with other content. Returns the number of compared journal versions. */
export const restoreMissingVersions = (
  { journal, warehouse, topic, before, onProgress }: Reconciliation,
  note: (difference: Difference) => void,
  count: () => number,
): TE.TaskEither<StoreFailure, number> => {
  let read = 0;
  return journal.read<StoreFailure>(
    { topic, from: null, to: before, refId: null, withDiscarded: true },
    ({ messages, total }) =>
      pipe(
        TE.Do,
        TE.bind('transactions', () => TE.fromEither(parseJournaled(messages))),
        TE.bind('stored', () => warehouse.stored(messages)),
        TE.let('differences', ({ transactions, stored }) => differencesOf(transactions, stored)),
        TE.tap(({ differences }) =>
          differences.length === 0
            ? TE.right(undefined)
            : warehouse.correct({ removed: [], restored: differences.map(({ transaction }) => transaction) }),
        ),
        TE.map(({ differences }) => {
          differences.forEach(({ kind, transaction: { payload } }) =>
            note({ kind, refId: payload.customer.refId, version: payload.customer.version }),
          );
          read += messages.length;
          onProgress({ read, total, done: count() });
        }),
      ),
  );
};

const differencesOf = (
  journaled: ReadonlyArray<BusinessTransaction>,
  stored: ReadonlyArray<BusinessTransaction>,
): ReadonlyArray<{ readonly kind: Difference['kind']; readonly transaction: BusinessTransaction }> => {
  const byVersion = new Map(stored.map((transaction) => [nameOfVersion(transaction.payload.customer), transaction]));
  return journaled.flatMap((transaction): ReturnType<typeof differencesOf> => {
    const found = byVersion.get(nameOfVersion(transaction.payload.customer));
    if (found === undefined) return [{ kind: 'missing', transaction }];
    return canonicalJson(found) === canonicalJson(transaction) ? [] : [{ kind: 'different', transaction }];
  });
};
