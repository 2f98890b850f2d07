import { outcomeUnknown, unstorable } from '@casm/core';
import * as E from 'fp-ts/lib/Either.js';
import { isAboutValues, isConflict, isUndone, reasonOf, toStoreFailure } from '../failures.js';
import { UnexpectedRow } from '../rows.js';
import { type Answer, answersTo } from './answer.js';
import { BatchFailure, type BatchResult, type RunBatch } from './batch.js';
import { hasEffect, isToBeWritten, waitingFor } from './chain.js';
import type { CommitWatch } from './commit-watch.js';
import { isAnswered, type PendingChange } from './pending-change.js';

/** The outcome of a batch. */
export interface BatchOutcome {
  /** For every change that is not retried. */
  readonly answers: ReadonlyArray<Answer>;
  /** Whether the batch added to the outbox. */
  readonly publishes: boolean;
  /** Changes decided on outdated facts, in order of arrival; load and decide them again. */
  readonly retries: ReadonlyArray<PendingChange>;
  /** Changes whose customer is locked by another transaction. */
  readonly locked: ReadonlyArray<{ readonly refId: string; readonly waiting: ReadonlyArray<PendingChange> }>;
}

/** An outcome without retries. */
export const answersOnly = (answers: ReadonlyArray<Answer>, publishes = false): BatchOutcome => ({
  answers,
  publishes,
  retries: [],
  locked: [],
});

const merged = (a: BatchOutcome, b: BatchOutcome): BatchOutcome => ({
  answers: [...a.answers, ...b.answers],
  publishes: a.publishes || b.publishes,
  retries: [...a.retries, ...b.retries],
  locked: [...a.locked, ...b.locked],
});

/** A change that conflicts this often while alone has a defect, such as a repeated id, not a race. */
const maxAttempts = 1000;

/** Records that the commit had no effect; returns the changes whose callers still wait. */
const markUndone = (changes: ReadonlyArray<PendingChange>): ReadonlyArray<PendingChange> => {
  changes.forEach(({ caller }) => caller.commitUndone());
  return changes.filter((pending) => !isAnswered(pending));
};

/** The answer to a change that failed alone: the store refuses its values, or there is a defect. */
const answerToOne = ({ caller }: PendingChange, cause: unknown): Answer =>
  isAboutValues(cause) && !isConflict(cause)
    ? { caller, outcome: E.left(unstorable(reasonOf(cause))) }
    : { caller, defect: cause };

/** Runs a batch and returns its outcome. */
export const batchSettler = (run: RunBatch, watch: Pick<CommitWatch, 'committed' | 'failed'>) => {
  const settle = async (batch: ReadonlyArray<PendingChange>): Promise<BatchOutcome> => {
    try {
      const result = await run(batch);
      if (result.plan.chains.some(isToBeWritten)) watch.committed();
      return outcomeOfResult(result);
    } catch (error) {
      if (error instanceof BatchFailure) return afterFailure(batch, error);
      throw error;
    }
  };

  const afterFailure = async (
    batch: ReadonlyArray<PendingChange>,
    { phase, plan, cause }: BatchFailure,
  ): Promise<BatchOutcome> => {
    if (isConflict(cause) || isAboutValues(cause) || cause instanceof UnexpectedRow) return isolate(batch, cause);
    watch.failed(phase, cause, batch.length);
    const isUnknown = phase === 'commit' && !isUndone(cause);
    const outcome = E.left(isUnknown ? outcomeUnknown(reasonOf(cause)) : toStoreFailure(cause));
    return answersOnly([...(plan?.answers ?? []), ...batch.map(({ caller }) => ({ caller, outcome }))]);
  };

  /**
   * One item causes the failure. Each half is loaded, decided and committed separately, so that the other items
   * succeed.
   */
  const isolate = async (batch: ReadonlyArray<PendingChange>, cause: unknown): Promise<BatchOutcome> => {
    const waiting = markUndone(batch);
    const [first] = waiting;
    if (first === undefined) return answersOnly([]);
    if (batch.length > 1) {
      const middle = Math.ceil(waiting.length / 2);
      const [firstHalf, rest] = [await settle(waiting.slice(0, middle)), waiting.slice(middle)];
      // Retries go before later changes of the same customers.
      const hasReturned = firstHalf.retries.length + firstHalf.locked.length > 0;
      if (rest.length === 0 || hasReturned) return merged(firstHalf, { ...answersOnly([]), retries: rest });
      return merged(firstHalf, await settle(rest));
    }
    if (isConflict(cause) && first.caller.attempts() < maxAttempts) return { ...answersOnly([]), retries: [first] };
    return answersOnly([answerToOne(first, cause)]);
  };

  return settle;
};

const outcomeOfResult = ({ plan, outcomeOf }: BatchResult): BatchOutcome => {
  const of = (outcome: string) => plan.chains.filter((chain) => outcomeOf(chain) === outcome);
  const written = of('written');
  return {
    answers: [...plan.answers, ...written.flatMap(({ steps }) => steps.flatMap(answersTo))],
    publishes: written.some(hasEffect),
    retries: markUndone(of('stale').flatMap(waitingFor)),
    locked: of('locked').map((chain) => ({ refId: chain.refId, waiting: markUndone(waitingFor(chain)) })),
  };
};
