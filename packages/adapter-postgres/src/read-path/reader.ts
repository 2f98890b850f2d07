import { type ReadFailure, storeUnavailable } from '@casm/core';
import * as E from 'fp-ts/lib/Either.js';

export type ReadOutcome<A> = E.Either<ReadFailure, A>;

/** The caller of a read. It is answered once, at the deadline at the latest; later answers are ignored. */
export interface Reader<A> {
  /** Milliseconds since the epoch. */
  readonly deadline: number;
  readonly isAnswered: () => boolean;
  readonly answer: (outcome: ReadOutcome<A>) => void;
}

const tooLate = storeUnavailable('the store did not answer the read in time');

export const readerOf = <A>(timeoutMs: number, settle: (outcome: ReadOutcome<A>) => void): Reader<A> => {
  let answered = false;
  const answer = (outcome: ReadOutcome<A>): void => {
    if (answered) return;
    answered = true;
    clearTimeout(timer);
    settle(outcome);
  };
  const timer = setTimeout(() => answer(E.left(tooLate)), timeoutMs);
  return { deadline: Date.now() + timeoutMs, isAnswered: () => answered, answer };
};
