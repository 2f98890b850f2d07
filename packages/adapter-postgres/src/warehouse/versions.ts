import { BusinessTransaction, type Correction, type TransactionRef, type VersionRef } from '@casm/core';
import { decode } from '@casm/core/codecs';
import * as E from 'fp-ts/lib/Either.js';
import * as t from 'io-ts';
import type { Connection, Pool } from '../connection-pool.js';
import { date, decodeRows, orNull } from '../rows.js';
import { transactionOn } from '../transaction.js';
import { columnSet } from '../write-path/column-set.js';
import { lockExclusively } from './repair-lock.js';

export const versionColumns = `
  ref_id, version, valid_from, operation, initiator, on_behalf_of, reason, request_id, transaction_id, campaign_id,
  customer, changes`;

/** The same columns as parameters. */
export const versionSet = columnSet({
  ref_id: 'text',
  version: 'integer',
  valid_from: 'timestamptz',
  operation: 'text',
  initiator: 'text',
  on_behalf_of: 'text',
  reason: 'text',
  request_id: 'text',
  transaction_id: 'text',
  campaign_id: 'text',
  customer: 'compact json',
  changes: 'compact json',
});

/** The values of `versionColumns`, selected from `versionSet`. */
export const versionValues = `
  ref_id, version, valid_from, operation, initiator, on_behalf_of, reason, request_id, transaction_id, campaign_id,
  customer::jsonb, changes::jsonb`;

export const toVersionRow = (transaction: BusinessTransaction) => ({
  ref_id: transaction.payload.customer.refId,
  version: transaction.payload.customer.version,
  valid_from: transaction.occurredAt,
  operation: transaction.operation,
  initiator: transaction.initiator,
  on_behalf_of: transaction.onBehalfOf ?? null,
  reason: transaction.reason,
  request_id: transaction.requestId,
  transaction_id: transaction.transactionId,
  campaign_id: transaction.campaignId ?? null,
  customer: JSON.stringify(transaction.payload.customer),
  changes: JSON.stringify(transaction.changes),
});

const VersionRow = t.type({
  valid_from: date,
  operation: t.string,
  initiator: t.string,
  on_behalf_of: orNull(t.string),
  reason: orNull(t.string),
  request_id: t.string,
  transaction_id: t.string,
  campaign_id: orNull(t.string),
  customer: t.unknown,
  changes: t.unknown,
});

/** Empty for a row that is not a transaction: a manual change, or a newer release wrote it. */
const transactionIn = (row: t.TypeOf<typeof VersionRow>): ReadonlyArray<BusinessTransaction> => {
  const decoded = decode(BusinessTransaction)({
    transactionId: row.transaction_id,
    requestId: row.request_id,
    operation: row.operation,
    occurredAt: row.valid_from.toISOString(),
    initiator: row.initiator,
    onBehalfOf: row.on_behalf_of,
    reason: row.reason,
    campaignId: row.campaign_id,
    changes: row.changes,
    payload: { customer: row.customer },
  });
  return E.isRight(decoded) ? [decoded.right] : [];
};

export const storedStatement = (schema: string): string => `
select v.*
from json_to_recordset($1::json) as r ("refId" text, version integer)
cross join lateral (
  select * from ${schema}.customer_version where ref_id = r."refId" and version = r.version limit 1) v`;

export const storedVersions = async (
  connection: Connection,
  schema: string,
  versions: ReadonlyArray<VersionRef>,
): Promise<ReadonlyArray<BusinessTransaction>> => {
  const asked = versions.map(({ refId, version }) => ({ refId, version }));
  const { rows } = await connection.query(storedStatement(schema), [JSON.stringify(asked)]);
  return decodeRows(VersionRow)(rows).flatMap(transactionIn);
};

/* A restored version has no arrival time, so it does not count for freshness. */
const restoreStatement = (schema: string): string => `
insert into ${schema}.customer_version as v (${versionColumns}, applied_at)
select ${versionValues}, '-infinity'
from ${versionSet.source(1)}
on conflict (ref_id, version) do update
set valid_from = excluded.valid_from, operation = excluded.operation, initiator = excluded.initiator,
  on_behalf_of = excluded.on_behalf_of, reason = excluded.reason, request_id = excluded.request_id, transaction_id = excluded.transaction_id,
  campaign_id = excluded.campaign_id, customer = excluded.customer, changes = excluded.changes`;

/* Removed versions are archived, so that a restore can be audited. */
const removeStatement = (schema: string): string => `
with removed as (
  delete from ${schema}.customer_version v
  using json_to_recordset($1::json) as r ("refId" text, version integer, "transactionId" text)
  where v.ref_id = r."refId" and v.version = r.version and v.transaction_id = r."transactionId"
  returning v.*)
insert into ${schema}.removed_version (${versionColumns}, applied_at)
select ${versionColumns}, applied_at from removed
on conflict do nothing`;

export const correctVersions = (pool: Pool, schema: string, { removed, restored }: Correction): Promise<void> =>
  transactionOn(pool, async (connection) => {
    await lockExclusively(connection, schema);
    if (removed.length > 0) await connection.query(removeStatement(schema), [JSON.stringify(removed)]);
    if (restored.length > 0)
      await connection.query(restoreStatement(schema), [...versionSet.values(restored.map(toVersionRow))]);
  });

export const namesStatement = (schema: string): string => `
select ref_id, version, transaction_id
from ${schema}.customer_version
where (ref_id, version) > ($1, $2)
order by ref_id, version
limit $3`;

const NameRow = t.type({ ref_id: t.string, version: t.number, transaction_id: t.string });

/** No refId is empty, so an empty one sorts before all. */
const beforeAll: VersionRef = { refId: '', version: 0 };

export const versionNames = async (
  connection: Connection,
  schema: string,
  after: VersionRef | null,
  limit: number,
): Promise<ReadonlyArray<TransactionRef>> => {
  const { refId, version } = after ?? beforeAll;
  const { rows } = await connection.query(namesStatement(schema), [refId, version, limit]);
  return decodeRows(NameRow)(rows).map((row) => ({
    refId: row.ref_id,
    version: row.version,
    transactionId: row.transaction_id,
  }));
};
