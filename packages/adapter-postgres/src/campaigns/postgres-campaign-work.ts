import {
  type Campaign,
  type CampaignWork,
  type DecidedRow,
  type DecideRow,
  type Instant,
  phaseOf,
  planChunk,
  refusedRow,
  standingWhenDone,
  type Tally,
  tallyOf,
  type WorkedChunk,
} from '@casm/core';
import * as TE from 'fp-ts/lib/TaskEither.js';
import type { Pool } from '../connection-pool.js';
import { toStoreFailure } from '../failures.js';
import { transactionOn } from '../transaction.js';
import { catalogueCopy } from '../write-path/catalogue-copy.js';
import { campaignIn, endedAt, selectBareCampaigns } from './campaign-rows.js';
import { toStoredResult } from './chunk-results.js';
import { chunkPlanning } from './chunk-statement.js';
import { loadRowsFrom } from './load-rows.js';
import { isRefusal, type WriteChanges, writeIsolated, writeTogether, type WrittenChanges } from './write-changes.js';
import { type Phase, type TakenChunk, takeChunkFrom, toDo } from './take-chunk.js';

interface CampaignWorkOptions {
  /** A pool that allows hash joins and custom plans. */
  readonly pool: Pool;
  readonly schema: string;
  readonly clock: () => Instant;
  readonly onCommit: () => void;
}

/**
 * CampaignWork on PostgreSQL. A chunk is loaded and decided without a lock, and committed with its checkpoint in one
 * transaction.
 */
export const postgresCampaignWork = ({ pool, schema, clock, onCommit }: CampaignWorkOptions): CampaignWork => {
  const atWorkText = selectBareCampaigns(
    schema,
    `where rows is not null and (state = 'RUNNING' or validating) order by campaign_id`,
  );
  /*
   * Locks the campaign for share until the commit, so that a state change waits for the commit. Locks the chunk and
   * checks its revision: the revision prevents a second commit of a chunk. The lease only saves duplicate work.
   */
  const fenceText = `
    select ${chunkPlanning}
    from ${schema}.campaign c
    join ${schema}.campaign_chunk k using (campaign_id)
    where campaign_id = $1 and state = 'RUNNING' and chunk = $2 and revision = $3
    for share of c
    for update of k`;
  const releaseText = `
    update ${schema}.campaign_chunk set leased_until = '-infinity'
    where campaign_id = $1 and chunk = $2 and holder = $3`;
  const checkpointText = `
    update ${schema}.campaign_chunk
    set results = $3, tally = coalesce(tally, '[]') || $4::jsonb, settled = $5, revision = revision + 1
    where campaign_id = $1 and chunk = $2`;
  const forecastText = `
    update ${schema}.campaign_chunk set forecast = $3
    where campaign_id = $1 and chunk = $2 and forecast is null
    and exists (select from ${schema}.campaign where campaign_id = $1 and validating)`;
  const finishText = (phase: Phase): string => `
    update ${schema}.campaign set state = $2, validating = $3, ended_at = ${endedAt}
    where campaign_id = $1 and state = $4 and validating = $5
    and not exists (select from ${schema}.campaign_chunk where campaign_id = $1 and ${toDo[phase]})`;
  const finishTexts = { validate: finishText('validate'), run: finishText('run') };
  const [together, isolated] = [writeTogether(schema), writeIsolated(schema)];
  const [take, load, catalogueAt] = [takeChunkFrom(schema), loadRowsFrom(schema), catalogueCopy(schema)];

  /** Decides the first rows of the chunk that have no result. */
  const decideRows = async (
    taken: TakenChunk,
    decide: DecideRow,
    mostRows?: number,
  ): Promise<ReadonlyArray<DecidedRow>> => {
    const open = taken.rows.filter((_, index) => taken.results[index] === null).slice(0, mostRows);
    if (open.length === 0) return [];
    const { customers, catalogueRevision } = await load(pool, open);
    const { catalogue } = await catalogueAt(pool, catalogueRevision);
    const loaded = open.map((row, index) => ({
      row,
      current: customers[index] ?? null,
      isDuplicate: taken.duplicates.has(row.line),
    }));
    return planChunk(taken.campaign, loaded, catalogue, decide, clock());
  };

  const validate = async (taken: TakenChunk, decide: DecideRow): Promise<WorkedChunk> => {
    const { campaignId } = taken.campaign;
    const tally = tallyOf(await decideRows(taken, decide));
    await pool.query(forecastText, [campaignId, taken.chunk, JSON.stringify(tally)]);
    return { campaignId, phase: 'validate', settled: taken.rows.length, outcomes: tally, left: 0 };
  };

  /** Null if the chunk belongs to another holder or the campaign is no longer running. */
  const commit = (taken: TakenChunk, decided: ReadonlyArray<DecidedRow>, write: WriteChanges) =>
    transactionOn(pool, async (connection) => {
      const { campaignId } = taken.campaign;
      const fence = await connection.query(fenceText, [campaignId, taken.chunk, taken.revision]);
      if (fence.rows.length === 0) return null;
      const changes = decided.flatMap((row) => (row.write === null ? [] : [row.write]));
      const outcome = await write(connection, changes);
      const ended = decided.flatMap((row) => endOf(row, outcome));
      const outcomes = tallyOf(ended);
      await connection.query(checkpointText, [campaignId, taken.chunk, ...checkpointOf(taken, ended, outcomes)]);
      return { settled: ended.length, outcomes, written: outcome.written };
    });

  /** A chunk with a value that the database refuses is written a second time, so that only the row of the value is refused. */
  const commitOrIsolate = async (taken: TakenChunk, decided: ReadonlyArray<DecidedRow>) => {
    try {
      return await commit(taken, decided, together);
    } catch (error) {
      if (!isRefusal(error)) throw error;
      return commit(taken, decided, isolated);
    }
  };

  /** Null if the chunk belongs to another holder or the campaign is no longer running. */
  const run = async (
    taken: TakenChunk,
    holder: string,
    decide: DecideRow,
    mostRows?: number,
  ): Promise<WorkedChunk | null> => {
    const { campaignId } = taken.campaign;
    const decided = await decideRows(taken, decide, mostRows);
    const committed = await commitOrIsolate(taken, decided);
    if (committed === null) {
      await pool.query(releaseText, [campaignId, taken.chunk, holder]);
      return null;
    }
    if (committed.written.size > 0) onCommit();
    const { settled, outcomes } = committed;
    return { campaignId, phase: 'run', settled, outcomes, left: decided.length - settled };
  };

  /** Advances the campaign to its next state if no chunk is left in this phase. */
  const finish = async ({ campaignId, state, validating }: Campaign, phase: Phase): Promise<void> => {
    const after = standingWhenDone({ state, validating });
    await pool.query(finishTexts[phase], [campaignId, after.state, after.validating, state, validating]);
  };

  const work = async (
    ...[holder, leaseMs, decide, mostRows]: Parameters<CampaignWork['work']>
  ): Promise<WorkedChunk | null> => {
    const campaigns = (await pool.query(atWorkText)).rows.map(campaignIn);
    for (const campaign of campaigns) {
      const phase = phaseOf(campaign, clock());
      if (phase === null) continue;
      const taken = await take(pool, campaign, phase, holder, leaseMs);
      if (taken === null) {
        await finish(campaign, phase);
        continue;
      }
      const worked = phase === 'run' ? await run(taken, holder, decide, mostRows) : await validate(taken, decide);
      if (worked !== null) return worked;
    }
    return null;
  };

  return { work: (...asked) => TE.tryCatch(() => work(...asked), toStoreFailure) };
};

/** The row with its end, if it has one: a change that was not written has none. */
const endOf = (row: DecidedRow, { written, refused }: WrittenChanges): ReadonlyArray<DecidedRow> => {
  if (row.write === null) return [row];
  const refId = row.result.refId ?? '';
  const reason = refused.get(refId);
  return reason === undefined ? (written.has(refId) ? [row] : []) : [refusedRow(row, 'Unstorable', reason)];
};

/**
 * The parameters of the checkpoint: all results of the chunk, the tally of the new results, and whether every row has a
 * result.
 */
const checkpointOf = (
  { rows, results }: TakenChunk,
  ended: ReadonlyArray<DecidedRow>,
  outcomes: Tally,
): Array<unknown> => {
  const byLine = new Map(ended.map((row) => [row.result.line, row]));
  const merged = rows.map(({ line }, index) => {
    const now = byLine.get(line);
    return now === undefined ? (results[index] ?? null) : toStoredResult(now);
  });
  return [JSON.stringify(merged), JSON.stringify(outcomes), merged.every((result) => result !== null)];
};
