import type { Campaign, CampaignRow } from '@casm/core';
import * as t from 'io-ts';
import { checkRow, orNull } from '../rows.js';
import type { SqlConnection } from '../sql-connection.js';
import { type StoredResult, storedResultsIn } from './chunk-results.js';

export type Phase = 'validate' | 'run';

/** A chunk that a holder has leased. */
export interface TakenChunk {
  readonly campaign: Campaign;
  readonly chunk: number;
  readonly revision: number;
  readonly rows: ReadonlyArray<CampaignRow>;
  readonly duplicates: ReadonlySet<number>;
  readonly results: ReadonlyArray<StoredResult | null>;
}

/** The condition for an unfinished chunk in each phase. */
export const toDo: Readonly<Record<Phase, string>> = { validate: 'forecast is null', run: 'not settled' };

/**
 * Materialized: inside a join the look-up could run, and lock a chunk, for each row of the other side. The arrays are
 * returned as JSON, which is parsed natively; the driver parses arrays character by character. The commit does not wait
 * for the disk: a lease only saves duplicate work, so one that is lost with the server costs nothing else.
 */
const takeStatement = (schema: string, phase: Phase): string => `
with next as materialized (
  select chunk from ${schema}.campaign_chunk
  where campaign_id = $1 and ${toDo[phase]} and (holder = $2 or leased_until <= clock_timestamp())
  order by chunk
  limit 1
  for update skip locked
)
update ${schema}.campaign_chunk k
set holder = $2, leased_until = clock_timestamp() + $3 * interval '1 millisecond'
from next
where k.campaign_id = $1 and k.chunk = next.chunk
returning k.chunk, revision, to_json(lines) as lines, to_json(ref_ids) as ref_ids, to_json(external_ids) as external_ids,
  to_json(customer_segments) as customer_segments, to_json(reasons) as reasons, duplicates, results,
  set_config('synchronous_commit', 'off', true)`;

const texts = t.array(orNull(t.string));
const ChunkRow = t.type({
  chunk: t.number,
  revision: t.number,
  lines: t.array(t.number),
  ref_ids: texts,
  external_ids: texts,
  customer_segments: texts,
  reasons: texts,
  duplicates: t.array(t.number),
  results: orNull(t.string),
});

/** Leases the first unfinished chunk of the campaign that has no valid lease; null if there is none. */
export const takeChunkFrom = (schema: string) => {
  const statements = { validate: takeStatement(schema, 'validate'), run: takeStatement(schema, 'run') };
  return async (
    connection: SqlConnection,
    campaign: Campaign,
    phase: Phase,
    holder: string,
    leaseMs: number,
  ): Promise<TakenChunk | null> => {
    const values = [campaign.campaignId, holder, leaseMs];
    const [row] = (await connection.query({ text: statements[phase], values })).rows.map(checkRow(ChunkRow));
    if (row === undefined) return null;
    const { chunk, revision, lines, duplicates, results } = row;
    return {
      campaign,
      chunk,
      revision,
      rows: lines.map((line, index) => ({
        line,
        refId: row.ref_ids[index] ?? null,
        externalId: row.external_ids[index] ?? null,
        customerSegment: row.customer_segments[index] ?? null,
        reason: row.reasons[index] ?? null,
      })),
      duplicates: new Set(duplicates),
      results: storedResultsIn(results, lines.length),
    };
  };
};
