import { outcomeUnknown, unstorable } from '@casm/core';
import * as E from 'fp-ts/lib/Either.js';
import { isAboutValues, isConflict, isUndone, reasonOf, toStoreFailure } from '../failures.js';
import { UnexpectedRow } from '../rows.js';
import { type Answer, answersTo } from './answer.js';
import { BatchFailure, type BatchResult, type RunBatch } from './batch.js';
import { hasEffect, isToBeWritten, waitingFor } from './chain.js';
import type { CommitWatch } from './commit-watch.js';
import { isAnswered, type PendingChange } from './pending-change.js';

/** What came of a batch. */
export interface BatchOutcome {
  /** For everyone, those excepted who are to be tried again. */
  readonly answers: ReadonlyArray<Answer>;
  /** Whether something went into the outbox. */
  readonly publishes: boolean;
  /** Decided on facts that no longer hold, in order of arrival: load and decide again. */
  readonly again: ReadonlyArray<PendingChange>;
  /** Their customer is locked by somebody else. */
  readonly locked: ReadonlyArray<{ readonly refId: string; readonly waiting: ReadonlyArray<PendingChange> }>;
}

/** All are told, none is tried again. */
export const told = (answers: ReadonlyArray<Answer>, publishes = false): BatchOutcome => ({
  answers,
  publishes,
  again: [],
  locked: [],
});

const both = (a: BatchOutcome, b: BatchOutcome): BatchOutcome => ({
  answers: [...a.answers, ...b.answers],
  publishes: a.publishes || b.publishes,
  again: [...a.again, ...b.again],
  locked: [...a.locked, ...b.locked],
});

/** An item that meets a conflict alone so often meets a defect (an id drawn twice), not a race. */
const mostAttempts = 1000;

/** Those who still wait, now that their commit has left no trace. */
const undone = (changes: ReadonlyArray<PendingChange>): ReadonlyArray<PendingChange> => {
  changes.forEach(({ caller }) => caller.commitUndone());
  return changes.filter((pending) => !isAnswered(pending));
};

/** For a change that failed alone: the store refuses its values, or there is a defect. */
const answerToOne = ({ caller }: PendingChange, cause: unknown): Answer =>
  isAboutValues(cause) && !isConflict(cause)
    ? { caller, outcome: E.left(unstorable(reasonOf(cause))) }
    : { caller, defect: cause };

/** Runs a batch, and says what came of it. */
export const settleBatchBy = (run: RunBatch, watch: Pick<CommitWatch, 'committed' | 'failed'>) => {
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
    return told([...(plan?.answers ?? []), ...batch.map(({ caller }) => ({ caller, outcome }))]);
  };

  /** Some item is at fault, and its neighbours must not suffer: each half is loaded, decided and committed anew. */
  const isolate = async (batch: ReadonlyArray<PendingChange>, cause: unknown): Promise<BatchOutcome> => {
    const waiting = undone(batch);
    const [first] = waiting;
    if (first === undefined) return told([]);
    if (batch.length > 1) {
      const middle = Math.ceil(waiting.length / 2);
      const [firstHalf, rest] = [await settle(waiting.slice(0, middle)), waiting.slice(middle)];
      // What is to be tried again goes before the later changes of the same customers.
      const hasReturned = firstHalf.again.length + firstHalf.locked.length > 0;
      if (rest.length === 0 || hasReturned) return both(firstHalf, { ...told([]), again: rest });
      return both(firstHalf, await settle(rest));
    }
    if (isConflict(cause) && first.caller.attempts() < mostAttempts) return { ...told([]), again: [first] };
    return told([answerToOne(first, cause)]);
  };

  return settle;
};

const outcomeOfResult = ({ plan, outcomeOf }: BatchResult): BatchOutcome => {
  const of = (outcome: string) => plan.chains.filter((chain) => outcomeOf(chain) === outcome);
  const written = of('written');
  return {
    answers: [...plan.answers, ...written.flatMap(({ steps }) => steps.flatMap(answersTo))],
    publishes: written.some(hasEffect),
    again: undone(of('stale').flatMap(waitingFor)),
    locked: of('held').map((chain) => ({ refId: chain.refId, waiting: undone(waitingFor(chain)) })),
  };
};
