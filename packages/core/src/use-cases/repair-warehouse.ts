import * as E from 'fp-ts/lib/Either.js';
import { pipe } from 'fp-ts/lib/function.js';
import * as TE from 'fp-ts/lib/TaskEither.js';
import type { BusinessTransaction } from '../domain/business-transaction.js';
import { canonicalJson } from '../domain/canonical-json.js';
import type { Instant } from '../domain/codecs.js';
import type { StoreUnavailable, Unstorable } from '../domain/failure.js';
import { nameOfVersion, type VersionRef } from '../domain/version-ref.js';
import type { Journal } from '../ports/journal.js';
import type { DeadLetter, Rederived, WarehouseRepair } from '../ports/warehouse.js';
import { parseJournaled } from './parse-transaction.js';
import { readDeliveries } from './record-in-warehouse.js';
import type { Progress } from './replay.js';

/** A version that the warehouse does not have, or has otherwise than the journal. */
export interface Difference extends VersionRef {
  readonly kind: 'missing' | 'different';
}

export interface Reconciliation {
  readonly journal: Journal;
  readonly warehouse: WarehouseRepair;
  /** The complete topic: what waits in the outbox for it is not missed yet. */
  readonly topic: string;
  /** Later ones may still be on their way; null: compare all. */
  readonly before: Instant | null;
  readonly onDifference: (difference: Difference) => void;
  readonly onProgress: (progress: Progress) => void;
}

export interface Reconciled {
  readonly compared: number;
  readonly missing: number;
  readonly different: number;
  readonly rederived: Rederived;
}

/**
 * Compares every version in the journal with the warehouse, writes what is missing or different there, then computes
 * again what follows from the versions, also when a page failed. On an empty warehouse this is its rebuilding.
 * Subscribers may go on meanwhile. A process that dies in the middle has to run it again: until then what follows from
 * the restored versions is not counted. What the warehouse has and the journal has not is left alone.
 */
export const reconcileWarehouse = (deps: Reconciliation): TE.TaskEither<StoreUnavailable, Reconciled> => {
  const { journal, warehouse, topic, before, onDifference, onProgress } = deps;
  return async () => {
    let [read, missing, different] = [0, 0, 0];
    const walked = await journal.read<StoreUnavailable>(
      { topic, from: null, to: before, refId: null, withDiscarded: true },
      ({ messages, total }) =>
        pipe(
          TE.Do,
          TE.bind('transactions', () => TE.fromEither(parseJournaled(messages))),
          TE.bind('held', () => warehouse.held(messages)),
          TE.let('differences', ({ transactions, held }) => differencesOf(transactions, held)),
          TE.tap(({ differences }) =>
            differences.length === 0
              ? TE.right(undefined)
              : warehouse.restore(differences.map(({ transaction }) => transaction)),
          ),
          TE.map(({ differences }) => {
            differences.forEach(({ kind, transaction: { payload } }) =>
              onDifference({ kind, refId: payload.customer.refId, version: payload.customer.version }),
            );
            read += messages.length;
            missing += differences.filter(({ kind }) => kind === 'missing').length;
            different += differences.filter(({ kind }) => kind === 'different').length;
            onProgress({ read, total, done: missing + different });
          }),
        ),
    )();
    return pipe(
      missing + different > 0 || E.isRight(walked) ? warehouse.rederive : TE.right(nothingWrong),
      TE.flatMap((rederived) =>
        pipe(
          TE.fromEither(walked),
          TE.map(() => ({ compared: read, missing, different, rederived })),
        ),
      ),
    )();
  };
};

const nothingWrong: Rederived = { customers: 0, population: 0, moves: 0, gaps: 0 };

const differencesOf = (
  journaled: ReadonlyArray<BusinessTransaction>,
  held: ReadonlyArray<BusinessTransaction>,
): ReadonlyArray<{ readonly kind: Difference['kind']; readonly transaction: BusinessTransaction }> => {
  const holdings = new Map(held.map((transaction) => [nameOfVersion(transaction.payload.customer), transaction]));
  return journaled.flatMap((transaction): ReturnType<typeof differencesOf> => {
    const there = holdings.get(nameOfVersion(transaction.payload.customer));
    if (there === undefined) return [{ kind: 'missing', transaction }];
    return canonicalJson(there) === canonicalJson(transaction) ? [] : [{ kind: 'different', transaction }];
  });
};

export interface RetriedDeadLetters {
  /** Applied, and dead no more. */
  readonly revived: number;
  /** Still cannot be applied. */
  readonly dead: number;
}

const lettersAtATime = 500;

/**
 * Reads every dead letter again: for letters that an earlier release could not read. Each is applied on its own;
 * `onDead` hears of each that still cannot be, with the error of this time.
 */
export const retryDeadLetters = (
  warehouse: WarehouseRepair,
  onDead: (letter: DeadLetter) => void,
): TE.TaskEither<StoreUnavailable, RetriedDeadLetters> => {
  const from = (
    after: DeadLetter | null,
    sofar: RetriedDeadLetters,
  ): TE.TaskEither<StoreUnavailable, RetriedDeadLetters> =>
    pipe(
      warehouse.deadLetters(after?.delivery ?? null, lettersAtATime),
      TE.bindTo('page'),
      TE.bind('results', ({ page }) => TE.traverseSeqArray((letter: DeadLetter) => reviveOne(warehouse, letter))(page)),
      TE.flatMap(({ page, results }) => {
        const dead = results.flatMap((result) => (E.isLeft(result) ? [result.left] : []));
        dead.forEach(onDead);
        const total = { revived: sofar.revived + results.length - dead.length, dead: sofar.dead + dead.length };
        const last = page.at(-1);
        return last === undefined ? TE.right(total) : from(last, total);
      }),
    );
  return from(null, { revived: 0, dead: 0 });
};

const reviveOne = (
  warehouse: WarehouseRepair,
  letter: DeadLetter,
): TE.TaskEither<StoreUnavailable, E.Either<DeadLetter, void>> => {
  const { transactions, deadLetters } = readDeliveries([letter.delivery]);
  const [dead] = deadLetters;
  return dead !== undefined
    ? TE.right(E.left(dead))
    : pipe(
        warehouse.resolve([letter.delivery], transactions),
        TE.map((): E.Either<DeadLetter, void> => E.right(undefined)),
        TE.orElse(
          (failure: StoreUnavailable | Unstorable): TE.TaskEither<StoreUnavailable, E.Either<DeadLetter, void>> =>
            failure._tag === 'Unstorable' ? TE.right(E.left({ ...letter, error: failure.detail })) : TE.left(failure),
        ),
      );
};
