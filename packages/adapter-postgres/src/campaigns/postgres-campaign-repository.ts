import {
  type Campaign,
  type CampaignNotFound,
  type CampaignRepository,
  type RowPage,
  type RowResult,
  type Standing,
  type StateNotAllowed,
} from '@casm/core';
import * as E from 'fp-ts/lib/Either.js';
import { pipe } from 'fp-ts/lib/function.js';
import * as O from 'fp-ts/lib/Option.js';
import * as TE from 'fp-ts/lib/TaskEither.js';
import * as t from 'io-ts';
import type { Connection, Pool } from '../connection-pool.js';
import { toStoreFailure } from '../failures.js';
import { decodeRows, orNull } from '../rows.js';
import { transactionOn } from '../transaction.js';
import { campaignIn, endedAt, selectCampaigns } from './campaign-rows.js';
import { storedResultsIn, resultOf } from './chunk-results.js';

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

/** CampaignRepository on PostgreSQL. */
export const postgresCampaignRepository = (pool: Pool, schema: string): CampaignRepository => {
  const byId = selectCampaigns(schema, 'where campaign_id = $1');
  const page = selectCampaigns(schema, 'where $1::text is null or campaign_id < $1 order by campaign_id desc limit $2');
  const results = resultsStatement(schema);
  const store = `update ${schema}.campaign set state = $2, validating = $3, ended_at = ${endedAt} where campaign_id = $1`;

  const find = async (client: Connection, campaignId: string): Promise<O.Option<Campaign>> =>
    pipe(O.fromNullable((await client.query(byId, [campaignId])).rows[0]), O.map(campaignIn));

  const move = (
    campaignId: string,
    decide: (campaign: Campaign) => E.Either<StateNotAllowed, Standing>,
  ): Promise<E.Either<CampaignNotFound | StateNotAllowed, Campaign>> =>
    transactionOn(pool, async (client) => {
      // A chunk commit holds a share lock on the campaign, so the results of a finished chunk are visible to this read.
      await client.query(`select from ${schema}.campaign where campaign_id = $1 for update`, [campaignId]);
      const campaign = await find(client, campaignId);
      if (O.isNone(campaign)) return E.left({ _tag: 'CampaignNotFound', campaignId });
      const standing = decide(campaign.value);
      if (E.isLeft(standing)) return standing;
      const { state, validating } = standing.right;
      await client.query(store, [campaignId, state, validating]);
      return E.right({ ...campaign.value, state, validating });
    });

  const read = async (campaignId: string, { outcome, after, limit }: RowPage): Promise<ReadonlyArray<RowResult>> => {
    const found: Array<RowResult> = [];
    let behind = after;
    while (found.length < limit) {
      const values = [campaignId, behind, outcome, chunksAtOnce];
      const chunks = decodeRows(ResultsRow)((await pool.query({ text: results, values })).rows);
      found.push(
        ...chunks.flatMap(resultsIn).filter((row) => row.line > behind && (outcome ?? row.outcome) === row.outcome),
      );
      const last = chunks.at(-1)?.lines.at(-1);
      if (last === undefined) break;
      behind = last;
    }
    return found.slice(0, limit);
  };

  return {
    find: (campaignId) => TE.tryCatch(() => find(pool, campaignId), toStoreFailure),
    list: (before, limit) =>
      TE.tryCatch(async () => (await pool.query(page, [before, limit])).rows.map(campaignIn), toStoreFailure),
    move: (campaignId, decide) =>
      pipe(
        TE.tryCatch(() => move(campaignId, decide), toStoreFailure),
        TE.flatMapEither((answer) => answer),
      ),
    results: (campaignId, asked) => TE.tryCatch(() => read(campaignId, asked), toStoreFailure),
  };
};

const resultsIn = ({ lines, external_ids, results }: t.TypeOf<typeof ResultsRow>): ReadonlyArray<RowResult> =>
  storedResultsIn(results, lines.length).flatMap((stored, index) => {
    const line = lines[index];
    return stored === null || line === undefined
      ? []
      : [resultOf({ line, externalId: external_ids[index] ?? null }, stored)];
  });
