import { outcomeUnknown } from '@casm/core';
import * as E from 'fp-ts/lib/Either.js';
import { isAboutValues, isConflict, isUndone, reasonOf, toStoreUnavailable } from '../failures.js';
import { UnexpectedRow } from '../rows.js';
import { BatchFailure, type RunBatch } from './batch.js';
import { type PendingChange, tried } from './pending-change.js';
import { hasEffect, settleStep, waitingFor } from './plan.js';

/** What came of a batch. */
export interface BatchOutcome {
  /** Tells everyone what came of it, those excepted who are to be tried again. */
  readonly tell: () => void;
  /** Decided on facts that no longer hold, in order of arrival: load and decide again. */
  readonly again: ReadonlyArray<PendingChange>;
  /** Their customer is locked by somebody else. */
  readonly held: ReadonlyArray<{ readonly refId: string; readonly waiting: ReadonlyArray<PendingChange> }>;
}

/** All are told what `tell` says, none is tried again. */
export const toldBy = (tell: () => void): BatchOutcome => ({ tell, again: [], held: [] });

/** An item that meets a conflict alone so often meets a defect (an id drawn twice), not a race. */
const mostAttempts = 1000;

/** Runs a batch; `onCommit` is called, with the answers, when something went into the outbox. */
export const settleBatchBy =
  (run: (batch: ReadonlyArray<PendingChange>) => ReturnType<RunBatch>, onCommit: () => void) =>
  async (batch: ReadonlyArray<PendingChange>): Promise<BatchOutcome> => {
    const settle = async (part: ReadonlyArray<PendingChange>): Promise<BatchOutcome> => {
      try {
        return settleResult(await run(part));
      } catch (error) {
        if (error instanceof BatchFailure) return afterFailure(part, error);
        throw error;
      }
    };

    const settleResult = ({ plan, outcomeOf }: Awaited<ReturnType<RunBatch>>): BatchOutcome => {
      const of = (outcome: string) => plan.chains.filter((chain) => outcomeOf(chain) === outcome);
      const written = of('written');
      return {
        tell: () => {
          for (const answer of plan.answers) answer();
          written.forEach(({ steps }) => steps.forEach(settleStep));
          if (written.some(hasEffect)) onCommit();
        },
        again: of('stale').flatMap(waitingFor).map(tried),
        held: of('held').map((chain) => ({ refId: chain.refId, waiting: waitingFor(chain).map(tried) })),
      };
    };

    const afterFailure = async (
      part: ReadonlyArray<PendingChange>,
      { phase, plan, cause }: BatchFailure,
    ): Promise<BatchOutcome> => {
      if (isConflict(cause) || isAboutValues(cause) || cause instanceof UnexpectedRow) return isolate(part, cause);
      const outcome =
        phase === 'commit' && !isUndone(cause) ? outcomeUnknown(reasonOf(cause)) : toStoreUnavailable(cause);
      return toldBy(() => {
        for (const answer of plan?.answers ?? []) answer();
        part.forEach((pending) => pending.settle(E.left(outcome)));
      });
    };

    /** Some item is at fault, and its neighbours must not suffer: each half is loaded, decided and committed anew. */
    const isolate = async (part: ReadonlyArray<PendingChange>, cause: unknown): Promise<BatchOutcome> => {
      const [first] = part;
      if (part.length > 1) {
        const middle = Math.ceil(part.length / 2);
        const a = await settle(part.slice(0, middle));
        a.tell();
        const b = await settle(part.slice(middle));
        return { tell: b.tell, again: [...a.again, ...b.again], held: [...a.held, ...b.held] };
      }
      if (first !== undefined && isConflict(cause) && first.attempts < mostAttempts)
        return { tell: () => undefined, again: [tried(first)], held: [] };
      return toldBy(() => first?.fail(cause));
    };

    return settle(batch);
  };
