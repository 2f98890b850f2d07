import * as E from 'fp-ts/lib/Either.js';
import { pipe } from 'fp-ts/lib/function.js';
import * as TE from 'fp-ts/lib/TaskEither.js';
import type { StoreFailure, Unstorable } from '../domain/failure.js';
import type { DeadLetter, DeadLetters, Place } from '../ports/warehouse.js';
import { readDeliveries } from '../messages/read-deliveries.js';

/** The result of `retryDeadLetters`. */
export interface RetriedDeadLetters {
  /** The number of dead letters that were applied and removed. */
  readonly revived: number;
  /** The number of dead letters that still cannot be applied. */
  readonly dead: number;
}

const pageSize = 500;

/** Passes all dead letters to `take`, page by page in order of place. Stops at the first failure. */
export const eachDeadLetter = <L>(
  letters: DeadLetters,
  take: (page: ReadonlyArray<DeadLetter>) => TE.TaskEither<L, void>,
): TE.TaskEither<StoreFailure | L, void> => {
  const from = (after: DeadLetter | null): TE.TaskEither<StoreFailure | L, void> =>
    pipe(
      letters.list(after?.delivery ?? null, pageSize),
      TE.flatMap((page): TE.TaskEither<StoreFailure | L, void> => {
        const last = page.at(-1);
        return last === undefined
          ? TE.right(undefined)
          : pipe(
              take(page),
              TE.flatMap(() => from(last)),
            );
      }),
    );
  return from(null);
};

/**
 * Retries every dead letter, for example those that an earlier release could not decode. Each is applied in its own transaction;
 * `onDead` is called with each that still cannot be applied, with its new error.
 */
export const retryDeadLetters = (
  letters: DeadLetters,
  onDead: (letter: DeadLetter) => void,
): TE.TaskEither<StoreFailure, RetriedDeadLetters> => {
  let [revived, dead] = [0, 0];
  return pipe(
    eachDeadLetter(letters, (page) =>
      pipe(
        retryEach(letters, page),
        TE.map((retried) => {
          retried.dead.forEach(onDead);
          revived += retried.revived;
          dead += retried.dead.length;
        }),
      ),
    ),
    TE.map(() => ({ revived, dead })),
  );
};

/** The result of a retry of one page of dead letters. */
export interface RetriedPage {
  /** The number of dead letters that were applied and removed. */
  readonly revived: number;
  /** Those that still cannot be applied, with their new errors. */
  readonly dead: ReadonlyArray<DeadLetter>;
  /** The place to continue after; null: there are no more. */
  readonly next: Place | null;
}

/** Retries at most `limit` dead letters in order of place, after `after` unless it is null. */
export const retryDeadLetterPage = (
  letters: DeadLetters,
  after: Place | null,
  limit: number,
): TE.TaskEither<StoreFailure, RetriedPage> =>
  pipe(
    letters.list(after, limit),
    TE.flatMap((page) =>
      pipe(
        retryEach(letters, page),
        TE.map(({ revived, dead }) => {
          const last = page.at(-1);
          return { revived, dead, next: last === undefined || page.length < limit ? null : last.delivery };
        }),
      ),
    ),
  );

const retryEach = (
  letters: DeadLetters,
  page: ReadonlyArray<DeadLetter>,
): TE.TaskEither<StoreFailure, Omit<RetriedPage, 'next'>> =>
  pipe(
    page,
    TE.traverseSeqArray((letter: DeadLetter) => reviveOne(letters, letter)),
    TE.map((results) => {
      const dead = results.flatMap((result) => (E.isLeft(result) ? [result.left] : []));
      return { revived: results.length - dead.length, dead };
    }),
  );

const reviveOne = (
  letters: DeadLetters,
  letter: DeadLetter,
): TE.TaskEither<StoreFailure, E.Either<DeadLetter, void>> => {
  const { arrivals, deadLetters } = readDeliveries([letter.delivery]);
  const [dead] = deadLetters;
  return dead !== undefined
    ? TE.right(E.left(dead))
    : pipe(
        letters.resolve(
          [letter.delivery],
          arrivals.map(({ transaction }) => transaction),
        ),
        TE.map((): E.Either<DeadLetter, void> => E.right(undefined)),
        TE.orElse((failure: StoreFailure | Unstorable): TE.TaskEither<StoreFailure, E.Either<DeadLetter, void>> =>
          failure._tag === 'Unstorable' ? TE.right(E.left({ ...letter, error: failure.detail })) : TE.left(failure),
        ),
      );
};
