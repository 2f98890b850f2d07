import type { Instant } from '@casm/core';
import type { Pool } from '../connection-pool.js';
import { onConnection } from '../on-connection.js';
import type { SqlConnection } from '../sql-connection.js';
import { catalogueCopy } from './catalogue-copy.js';
import { type Chain, hasEffect } from './chain.js';
import { type ChainOutcome, commitTo } from './commit.js';
import { loadFrom } from './load.js';
import { isAnswered, lastDeadline, type PendingChange } from './pending-change.js';
import { planBatch, type Plan } from './plan-batch.js';

/** The phase of a batch. Nothing can have taken effect before `commit`. */
export type Phase = 'connect' | 'load' | 'commit';

/** The phase and cause of a failed batch, with its plan if there was one. */
export class BatchFailure extends Error {
  override readonly name = 'BatchFailure';
  readonly phase: Phase;
  readonly plan: Plan | null;
  constructor(phase: Phase, plan: Plan | null, cause: unknown) {
    super(`the batch failed at its ${phase}`, { cause });
    this.phase = phase;
    this.plan = plan;
  }
}

export interface BatchResult {
  readonly plan: Plan;
  readonly outcomeOf: (chain: Chain) => ChainOutcome;
}

export type RunBatch = (batch: ReadonlyArray<PendingChange>) => Promise<BatchResult>;

/**
 * Loads, decides and commits a whole batch on one connection: two round trips, and a third after a catalogue change. A
 * change whose deadline passes before the decision is left out. The connection is closed at the last deadline of the
 * batch.
 */
export const batchRunner = (pool: Pool, schema: string, clock: () => Instant): RunBatch => {
  const load = loadFrom(schema);
  const commit = commitTo(schema);
  const catalogueAt = catalogueCopy(schema);

  const prepare = async (connection: SqlConnection, batch: ReadonlyArray<PendingChange>): Promise<Plan> => {
    const loaded = await load(connection, batch);
    const { catalogue } = await catalogueAt(connection, loaded.catalogueRevision);
    const waiting = batch.flatMap((pending, index) => {
      const facts = loaded.facts[index];
      if (facts === undefined) throw new Error(`no facts were loaded for change ${index} of ${batch.length}`);
      return isAnswered(pending) ? [] : [{ pending, facts }];
    });
    return planBatch(waiting, catalogue, clock);
  };

  return async (batch) => {
    const progress: { phase: Phase; plan: Plan | null } = { phase: 'connect', plan: null };
    try {
      return await onConnection(pool, lastDeadline(batch), async (connection) => {
        progress.phase = 'load';
        const plan = await prepare(connection, batch);
        progress.phase = 'commit';
        progress.plan = plan;
        const outcomes = await commit(connection, plan.chains);
        // A chain without effect cannot be stale: only its answers are stored.
        return { plan, outcomeOf: (chain) => (hasEffect(chain) ? (outcomes.get(chain.refId) ?? 'stale') : 'written') };
      });
    } catch (cause) {
      throw new BatchFailure(progress.phase, progress.plan, cause);
    }
  };
};
