import { hash } from 'node:crypto';
import {
  type Campaign,
  type CampaignFilter,
  type CampaignLoading,
  type CampaignNotFound,
  type CampaignRow,
  rejected,
  type RequestKey,
  storableRow,
} from '@casm/core';
import * as E from 'fp-ts/lib/Either.js';
import { pipe } from 'fp-ts/lib/function.js';
import * as TE from 'fp-ts/lib/TaskEither.js';
import * as t from 'io-ts';
import type { Connection, Pool } from '../connection-pool.js';
import { onOneConnection } from '../connection.js';
import { toStoreFailure } from '../failures.js';
import type { PostgresConnection } from '../postgres-connection.js';
import { decodeRows, orNull } from '../rows.js';
import { transactionOn } from '../transaction.js';
import { campaignColumns, campaignIn, selectCampaigns } from './campaign-rows.js';
import { chooseStatement, countRowsStatement, markDuplicatesStatement } from './seal-statements.js';

const openStatement = (schema: string): string => `
insert into ${schema}.campaign (content_hash, ${campaignColumns})
values (decode($1, 'hex'), $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, null)
on conflict (client, request_id) do nothing
returning campaign_id`;

const sameStatement = (schema: string): string => `
select campaign_id, rows, encode(content_hash, 'hex') as content_hash
from ${schema}.campaign
where client = $1 and request_id = $2
for update`;

const SameRow = t.type({ campaign_id: t.string, rows: orNull(t.number), content_hash: t.string });

const discardStatement = (schema: string): string => `
with discarded as (
  delete from ${schema}.campaign where campaign_id = $1 and rows is null returning campaign_id
)
delete from ${schema}.campaign_chunk where campaign_id = any (array(select campaign_id from discarded))`;

/** Locks the campaign for share, so that it is neither discarded nor sealed during the append. */
const appendStatement = (schema: string): string => `
insert into ${schema}.campaign_chunk (
  campaign_id, chunk, first_line, last_line, lines, ref_ids, external_ids, customer_segments, reasons)
select
  campaign_id,
  (select coalesce(max(chunk) + 1, 0) from ${schema}.campaign_chunk where campaign_id = $1),
  $2, $3, $4::integer[], $5::text[], $6::text[], $7::text[], $8::text[]
from ${schema}.campaign
where campaign_id = $1 and rows is null
for share
returning chunk`;

const notFound = (campaignId: string): CampaignNotFound => ({ _tag: 'CampaignNotFound', campaignId });

/**
 * CampaignLoading on PostgreSQL, in chunks of `chunkRows` rows. A seal reads every loaded row, so it uses its own
 * connection without a statement timeout.
 */
export const postgresCampaignLoading = (
  pool: Pool,
  connection: PostgresConnection,
  chunkRows: number,
): CampaignLoading => {
  const { schema } = connection;
  const byId = selectCampaigns(schema, 'where campaign_id = $1');
  const [open, same, discard] = [openStatement(schema), sameStatement(schema), discardStatement(schema)];
  const append = appendStatement(schema);

  const insert = async (client: Connection, draft: Campaign, contentHash: string): Promise<boolean> => {
    const { campaignId, initiator, requestId, name, customerSegment, reason, startAt, customers, createdAt } = draft;
    const values = [
      contentHash,
      campaignId,
      initiator,
      draft.onBehalfOf ?? null,
      requestId,
      name,
      customerSegment,
      reason,
      startAt,
      customers === null ? null : JSON.stringify(customers),
      createdAt,
      draft.state,
      draft.validating,
    ];
    return (await client.query(open, values)).rows.length > 0;
  };

  /** The id of the campaign that answers the request. */
  const openOnce = (draft: Campaign, key: RequestKey) =>
    transactionOn(pool, async (client) => {
      const contentHash = hash('sha256', key.content);
      for (;;) {
        if (await insert(client, draft, contentHash)) return E.right(draft.campaignId);
        const [existing] = decodeRows(SameRow)((await client.query(same, [key.client, key.requestId])).rows);
        // Discarded in the meantime.
        if (existing === undefined) continue;
        if (existing.rows !== null)
          return existing.content_hash === contentHash
            ? E.right(existing.campaign_id)
            : E.left(rejected({ _tag: 'RequestIdReused', requestId: key.requestId }));
        await client.query(discard, [existing.campaign_id]);
      }
    });

  const find = async (client: Connection, campaignId: string): Promise<Campaign | null> => {
    const [row] = (await client.query(byId, [campaignId])).rows;
    return row === undefined ? null : campaignIn(row);
  };

  const opened = async (draft: Campaign, key: RequestKey) => {
    const campaignId = await openOnce(draft, key);
    if (E.isLeft(campaignId)) return campaignId;
    return E.right((await find(pool, campaignId.right)) ?? draft);
  };

  const appendChunk = async (campaignId: string, rows: ReadonlyArray<CampaignRow>): Promise<boolean> => {
    const lines = rows.map(({ line }) => line);
    const values = [
      campaignId,
      lines.at(0),
      lines.at(-1),
      lines,
      rows.map(({ refId }) => refId),
      rows.map(({ externalId }) => externalId),
      rows.map(({ customerSegment }) => customerSegment),
      rows.map(({ reason }) => reason),
    ];
    return (await pool.query(append, values)).rows.length > 0;
  };

  const appendAll = async (
    campaignId: string,
    rows: ReadonlyArray<CampaignRow>,
  ): Promise<E.Either<CampaignNotFound, void>> => {
    const storable = rows.map(storableRow);
    for (let from = 0; from < storable.length; from += chunkRows)
      if (!(await appendChunk(campaignId, storable.slice(from, from + chunkRows)))) return E.left(notFound(campaignId));
    return E.right(undefined);
  };

  const choose = (client: Connection, campaignId: string, filter: CampaignFilter) =>
    client.query(chooseStatement(schema, chunkRows), [
      campaignId,
      filter.customerSegment,
      filter.state,
      filter.testCustomer,
      filter.customAttribute?.name,
      filter.customAttribute?.value,
      filter.changedBefore,
      filter.createdBefore,
    ]);

  const sealIn = async (client: Connection, campaignId: string): Promise<E.Either<CampaignNotFound, Campaign>> => {
    await client.query(`select from ${schema}.campaign where campaign_id = $1 for update`, [campaignId]);
    const campaign = await find(client, campaignId);
    if (campaign === null) return E.left(notFound(campaignId));
    if (campaign.rows !== null) return E.right(campaign);
    if (campaign.customers === null) await client.query(markDuplicatesStatement(schema), [campaignId]);
    else await choose(client, campaignId, campaign.customers);
    await client.query(countRowsStatement(schema), [campaignId]);
    return E.fromNullable(notFound(campaignId))(await find(client, campaignId));
  };

  /** An uncommitted seal is rolled back when its connection closes. */
  const seal = (campaignId: string): Promise<E.Either<CampaignNotFound, Campaign>> =>
    onOneConnection(connection, 'casm-campaign-seal', async (client) => {
      await client.query('begin');
      const sealed = await sealIn(client, campaignId);
      await client.query('commit');
      return sealed;
    });

  const tried = <L, A>(run: () => Promise<E.Either<L, A>>) =>
    pipe(
      TE.tryCatch(run, toStoreFailure),
      TE.flatMapEither((answer) => answer),
    );

  return {
    open: (draft, key) => tried(() => opened(draft, key)),
    append: (campaignId, rows) => tried(() => appendAll(campaignId, rows)),
    seal: (campaignId) => tried(() => seal(campaignId)),
    discard: (campaignId) =>
      TE.tryCatch(async () => {
        await pool.query(discard, [campaignId]);
      }, toStoreFailure),
  };
};
