import type { Campaign, RowPage, RowResult } from '@casm/core';
import { pipe } from 'fp-ts/lib/function.js';
import * as O from 'fp-ts/lib/Option.js';
import * as t from 'io-ts';
import type { Connection } from '../connection-pool.js';
import { decodeRows, orNull } from '../rows.js';
import { campaignIn, selectCampaigns } from './campaign-rows.js';
import { resultOf, storedResultsIn } from './chunk-results.js';

/** Chunks after a line that have a result with the outcome. */
const resultsStatement = (schema: string): string => `
select lines, external_ids, results
from ${schema}.campaign_chunk
where campaign_id = $1 and last_line > $2 and tally is not null
and ($3::text is null or tally @> jsonb_build_array(jsonb_build_object('outcome', $3::text)))
order by chunk
limit $4`;

const ResultsRow = t.type({
  lines: t.array(t.number),
  external_ids: t.array(orNull(t.string)),
  results: t.string,
});

/** Maximum number of chunks read by one query; their results are in memory together. */
const chunksAtOnce = 4;

/** The reads of campaigns on whatever connection they are given. */
export const campaignReadsIn = (schema: string) => {
  const byId = selectCampaigns(schema, 'where campaign_id = $1');
  const page = selectCampaigns(schema, 'where $1::text is null or campaign_id < $1 order by campaign_id desc limit $2');
  const text = resultsStatement(schema);
  return {
    find: async (connection: Connection, campaignId: string): Promise<O.Option<Campaign>> =>
      pipe(O.fromNullable((await connection.query(byId, [campaignId])).rows[0]), O.map(campaignIn)),
    list: async (connection: Connection, before: string | null, limit: number): Promise<ReadonlyArray<Campaign>> =>
      (await connection.query(page, [before, limit])).rows.map(campaignIn),
    results: async (
      connection: Connection,
      campaignId: string,
      { outcome, after, limit }: RowPage,
    ): Promise<ReadonlyArray<RowResult>> => {
      const found: Array<RowResult> = [];
      let behind = after;
      while (found.length < limit) {
        const values = [campaignId, behind, outcome, chunksAtOnce];
        const chunks = decodeRows(ResultsRow)((await connection.query({ text, values })).rows);
        found.push(
          ...chunks.flatMap(resultsIn).filter((row) => row.line > behind && (outcome ?? row.outcome) === row.outcome),
        );
        const last = chunks.at(-1)?.lines.at(-1);
        if (last === undefined) break;
        behind = last;
      }
      return found.slice(0, limit);
    },
  };
};

const resultsIn = ({ lines, external_ids, results }: t.TypeOf<typeof ResultsRow>): ReadonlyArray<RowResult> =>
  storedResultsIn(results, lines.length).flatMap((stored, index) => {
    const line = lines[index];
    return stored === null || line === undefined
      ? []
      : [resultOf({ line, externalId: external_ids[index] ?? null }, stored)];
  });
