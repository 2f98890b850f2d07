import { customerBusy, type Failure, outcomeUnknown, type Rejected, storeUnavailable } from '@casm/core';
import * as E from 'fp-ts/lib/Either.js';
import { atDeadline } from '../at-deadline.js';

export type Outcome<A> = E.Either<Rejected | Failure, A>;

/** The caller of a change. It is answered once, at the deadline at the latest; later answers are ignored. */
export interface Caller<A> {
  readonly isAnswered: () => boolean;
  /** Whether a commit with the change is in flight. */
  readonly isCommitSent: () => boolean;
  /** Number of commits with the change that had no effect. */
  readonly attempts: () => number;
  /** Records that a commit with the change was sent; it may take effect from here on. */
  readonly commitSent: () => void;
  /** Records that this commit had no effect; the change waits again. */
  readonly commitUndone: () => void;
  readonly answer: (outcome: Outcome<A>) => void;
  /** Reports a defect, such as a decision that throws. */
  readonly fail: (defect: unknown) => void;
}

export interface CallerOptions<A> {
  /** Milliseconds since the epoch. */
  readonly deadline: number;
  readonly settle: (outcome: Outcome<A>) => void;
  readonly fail: (defect: unknown) => void;
}

const notSent = storeUnavailable('the deadline of the request passed before its commit was sent');
const notAnswered = outcomeUnknown('the deadline of the request passed before its commit was answered');

export const callerOf = <A>({ deadline, settle, fail }: CallerOptions<A>): Caller<A> => {
  let state: 'waiting' | 'sent' | 'answered' = 'waiting';
  let attempts = 0;

  const once = (settleWith: () => void): void => {
    if (state === 'answered') return;
    state = 'answered';
    clearTimeout(timer);
    settleWith();
  };
  const giveUp = (): void => {
    const failure = state === 'sent' ? notAnswered : attempts > 0 ? customerBusy : notSent;
    once(() => settle(E.left(failure)));
  };
  const timer = atDeadline(deadline, giveUp);
  if (deadline <= Date.now()) giveUp();

  return {
    isAnswered: () => state === 'answered',
    isCommitSent: () => state === 'sent',
    attempts: () => attempts,
    commitSent: () => {
      if (state === 'waiting') state = 'sent';
    },
    commitUndone: () => {
      attempts += 1;
      if (state === 'sent') state = 'waiting';
    },
    answer: (outcome) => once(() => settle(outcome)),
    fail: (defect) => once(() => fail(defect)),
  };
};
