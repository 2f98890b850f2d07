import { outcomeUnknown } from '@casm/core';
import * as E from 'fp-ts/lib/Either.js';
import { isAboutValues, isConflict, isUndone, toStoreUnavailable } from '../failures.js';
import { UnexpectedRow } from '../rows.js';
import { BatchFailure, type RunBatch } from './batch.js';
import { type PendingChange, tried } from './pending-change.js';
import { hasEffect, settleStep, waitingFor } from './plan.js';

/** Whoever could not be settled, in order of arrival. */
export interface Unsettled {
  /** Decided on facts that no longer hold: load and decide again. */
  readonly again: ReadonlyArray<PendingChange>;
  /** Their customer is locked by somebody else. */
  readonly held: ReadonlyArray<{ readonly refId: string; readonly waiting: ReadonlyArray<PendingChange> }>;
}

/**
 * The next batch is sent before the answers of this one are written: the server works on it while they are. What is sent
 * leaves in a tick, the answers come when those are done.
 */
const afterNextBatch = (tell: () => void): void => void setImmediate(tell);

/** Resolves when what was settled until now has been told. */
export const answersAreWritten = (): Promise<void> => new Promise(afterNextBatch);

const nobody: Unsettled = { again: [], held: [] };

/** An item that meets a conflict alone so often meets a defect (an id drawn twice), not a race. */
const mostAttempts = 1000;

/** Runs a batch and tells everyone what came of it; `onCommit` is called when something went into the outbox. */
export const settleBatchBy =
  (run: (batch: ReadonlyArray<PendingChange>) => ReturnType<RunBatch>, onCommit: () => void) =>
  async (batch: ReadonlyArray<PendingChange>): Promise<Unsettled> => {
    const settle = async (part: ReadonlyArray<PendingChange>): Promise<Unsettled> => {
      try {
        return settleResult(await run(part));
      } catch (error) {
        if (error instanceof BatchFailure) return afterFailure(part, error);
        throw error;
      }
    };

    const settleResult = ({ plan, outcomeOf }: Awaited<ReturnType<RunBatch>>): Unsettled => {
      const of = (outcome: string) => plan.chains.filter((chain) => outcomeOf(chain) === outcome);
      const written = of('written');
      afterNextBatch(() => {
        for (const answer of plan.answers) answer();
        written.forEach(({ steps }) => steps.forEach(settleStep));
        if (written.some(hasEffect)) onCommit();
      });
      return {
        again: of('stale').flatMap(waitingFor).map(tried),
        held: of('held').map((chain) => ({ refId: chain.refId, waiting: waitingFor(chain).map(tried) })),
      };
    };

    const afterFailure = async (
      part: ReadonlyArray<PendingChange>,
      { phase, plan, cause }: BatchFailure,
    ): Promise<Unsettled> => {
      if (isConflict(cause) || isAboutValues(cause) || cause instanceof UnexpectedRow) return isolate(part, cause);
      for (const answer of plan?.answers ?? []) answer();
      const failure = toStoreUnavailable(cause);
      const outcome = phase === 'commit' && !isUndone(cause) ? outcomeUnknown(failure.detail) : failure;
      part.forEach(({ settle: tell }) => tell(E.left(outcome)));
      return nobody;
    };

    /** Some item is at fault, and its neighbours must not suffer: each half is loaded, decided and committed anew. */
    const isolate = async (part: ReadonlyArray<PendingChange>, cause: unknown): Promise<Unsettled> => {
      const [first] = part;
      if (part.length > 1) {
        const middle = Math.ceil(part.length / 2);
        const [a, b] = [await settle(part.slice(0, middle)), await settle(part.slice(middle))];
        return { again: [...a.again, ...b.again], held: [...a.held, ...b.held] };
      }
      if (first !== undefined && isConflict(cause) && first.attempts < mostAttempts)
        return { again: [tried(first)], held: [] };
      first?.fail(cause);
      return nobody;
    };

    return settle(batch);
  };
