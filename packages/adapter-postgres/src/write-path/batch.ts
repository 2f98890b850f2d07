import type { Instant } from '@casm/core';
import type pg from 'pg';
import { catalogueIn, readCatalogueStatement, type RevisedCatalogue } from '../catalogue/catalogue-rows.js';
import { type ChainOutcome, type Commit, commitTo } from './commit.js';
import { type Load, loadFrom } from './load.js';
import type { PendingChange } from './pending-change.js';
import { type Chain, hasEffect, planBatch, type Plan } from './plan.js';

type Connection = Pick<pg.ClientBase, 'query'>;

/** What broke, and where: before the commit was sent, nothing can have happened. */
export class BatchFailure extends Error {
  override readonly name = 'BatchFailure';
  readonly phase: 'load' | 'commit';
  readonly plan: Plan | null;
  constructor(phase: 'load' | 'commit', plan: Plan | null, cause: unknown) {
    super(`the batch failed at its ${phase}`, { cause });
    this.phase = phase;
    this.plan = plan;
  }
}

interface BatchResult {
  readonly plan: Plan;
  readonly outcomeOf: (chain: Chain) => ChainOutcome;
}

export type RunBatch = (connection: Connection, batch: ReadonlyArray<PendingChange>) => Promise<BatchResult>;

/** Load, decide, commit for a whole batch: two round trips, and a third after the catalogue has changed. */
export const runBatchOn = (schema: string, clock: () => Instant): RunBatch => {
  const load: Load = loadFrom(schema);
  const commit: Commit = commitTo(schema);
  const readCatalogue = readCatalogueStatement(schema);
  let known: RevisedCatalogue | null = null;

  const catalogueAt = async (connection: Connection, revision: number): Promise<RevisedCatalogue> => {
    if (known === null || known.revision < revision) known = catalogueIn((await connection.query(readCatalogue)).rows);
    return known;
  };

  const prepare = async (connection: Connection, batch: ReadonlyArray<PendingChange>): Promise<Plan> => {
    const loaded = await load(connection, batch);
    const { catalogue } = await catalogueAt(
      connection,
      Math.max(...loaded.map(({ catalogueRevision }) => catalogueRevision)),
    );
    return planBatch(batch, loaded, catalogue, clock);
  };

  return async (connection, batch) => {
    const plan = await prepare(connection, batch).catch((cause: unknown) => {
      throw new BatchFailure('load', null, cause);
    });
    const outcomes = await commit(connection, plan.chains).catch((cause: unknown) => {
      throw new BatchFailure('commit', plan, cause);
    });
    // A chain without effect has nothing that could be overtaken: its answers are kept, and that is all there is to it.
    return { plan, outcomeOf: (chain) => (hasEffect(chain) ? (outcomes.get(chain.refId) ?? 'stale') : 'written') };
  };
};
