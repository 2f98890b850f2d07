import { setTimeout as pause } from 'node:timers/promises';
import { type ReadFailure, storeUnavailable } from '@casm/core';
import * as E from 'fp-ts/lib/Either.js';
import type { TaskEither } from 'fp-ts/lib/TaskEither.js';
import { backgroundLoop, type Service } from '@casm/services';

/** What is asked in the background, so that nobody who wants to know it asks the store. */
export interface Watched<A> extends Service {
  /** Resolves with the first answer, or when that is late. */
  readonly first: Promise<void>;
  /** The newest answer; late counts as StoreUnavailable. */
  readonly latest: () => E.Either<ReadFailure, A>;
}

export interface WatchedOptions {
  /** From an answer to the next question. */
  readonly everyMs: number;
  /** An answer that takes longer is late. */
  readonly timeoutMs: number;
  /** Hears of each question that was answered with a failure, or late. Must not throw. */
  readonly onFailure?: (failure: ReadFailure) => void;
  /** Hears of the first failure in a row. Must not throw. */
  readonly onOutage?: (failure: ReadFailure) => void;
  /** Hears of the first answer after failures. Must not throw. */
  readonly onRecovery?: () => void;
}

/** Asks now, and again and again until it is stopped. */
export const watched = <A>(
  ask: TaskEither<ReadFailure, A>,
  {
    everyMs,
    timeoutMs,
    onFailure = () => undefined,
    onOutage = () => undefined,
    onRecovery = () => undefined,
  }: WatchedOptions,
): Watched<A> => {
  const late: E.Either<ReadFailure, never> = E.left(storeUnavailable(`no answer within ${timeoutMs} ms`));
  let latest: E.Either<ReadFailure, A> = E.left(storeUnavailable('no answer yet'));
  let isOut = false;
  let answered = (): void => undefined;
  const first = new Promise<void>((resolve) => {
    answered = resolve;
  });
  const note = (answer: E.Either<ReadFailure, A>): void => {
    latest = answer;
    answered();
    const wasOut = isOut;
    isOut = E.isLeft(answer);
    if (E.isLeft(answer)) {
      onFailure(answer.left);
      if (!wasOut) onOutage(answer.left);
    } else if (wasOut) onRecovery();
  };
  const loop = backgroundLoop({
    pass: async () => {
      note(await Promise.race([ask(), pause(timeoutMs, late, { ref: false })]));
      return 'done';
    },
    onFailure: (defect) => note(E.left(storeUnavailable(String(defect)))),
    idle: () => everyMs,
    pause: { shortest: everyMs, longest: everyMs },
  });
  return { first, latest: () => latest, stop: loop.stop };
};
