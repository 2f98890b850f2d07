import type { Journal, OutboundMessage, Outbox } from '@casm/core';
import * as TE from 'fp-ts/lib/TaskEither.js';
import * as t from 'io-ts';
import type pg from 'pg';
import { toStoreUnavailable } from './failures.js';
import { date, decodeRows, orNull, whole } from './rows.js';

const MessageRow = t.type({
  ref_id: t.string,
  version: t.number,
  topic: t.string,
  transaction_id: t.string,
  operation: t.string,
  occurred_at: date,
  traceparent: orNull(t.string),
  body: t.string,
});
const EntryRow = t.intersection([t.type({ position: t.string }), MessageRow]);

const messageOf = (row: t.TypeOf<typeof MessageRow>): OutboundMessage => ({
  refId: row.ref_id,
  version: row.version,
  topic: row.topic,
  transactionId: row.transaction_id,
  operation: row.operation,
  occurredAt: row.occurred_at.toISOString(),
  traceparent: row.traceparent,
  body: row.body,
});

const leaseStatement = (schema: string): string => `
update ${schema}.outbox_shard
set holder = $1, leased_until = clock_timestamp() + $2 * interval '1 millisecond'
where shard in (
  select shard from ${schema}.outbox_shard
  where holder = $1 or leased_until <= clock_timestamp()
  order by shard
  for update skip locked)
returning shard`;

const releaseStatement = (schema: string): string => `
update ${schema}.outbox_shard
set holder = null, leased_until = '-infinity'
where holder = $1`;

/*
 * No cursor: a row that commits late has a lower position than those already published, and is simply found next time.
 * Published rows are gone, so what is left of a customer is always what comes next. The body is looked up row by row
 * (lateral, limit 1): as a plain join, planned once while the journal was empty, it read the whole journal for each row
 * (measured: 7 s for 1,000 messages beside 266,000 journaled ones).
 */
const pendingStatement = (schema: string): string => `
select o.position, o.ref_id, o.version, o.topic, o.traceparent, b.transaction_id, b.operation, b.occurred_at, b.body
from (
  select * from ${schema}.outbox
  where shard = any($1)
  order by position
  limit $2) o
cross join lateral (
  select transaction_id, operation, occurred_at, body
  from ${schema}.business_transaction
  where ref_id = o.ref_id and version = o.version
  limit 1) b
order by o.position`;

const removeStatement = (schema: string): string => `delete from ${schema}.outbox where position = any($1)`;

const sizeStatement = (schema: string): string =>
  `select count(*) as size from (select from ${schema}.outbox limit $1) as counted`;

const publishedStatement = (schema: string): string => `
select b.ref_id, b.version, $1::text as topic, b.transaction_id, b.operation, b.occurred_at, null as traceparent, b.body
from ${schema}.business_transaction b
where ($2::text is null or (b.ref_id, b.version) > ($2, $3))
and not exists (
  select from ${schema}.outbox o
  where o.ref_id = b.ref_id and o.version = b.version and o.topic = $1)
order by b.ref_id, b.version
limit $4`;

/** The outbox; its leases run on the server's clock. */
export const postgresOutbox = (pool: pg.Pool, schema: string): Outbox => ({
  lease: (holder, ttl) =>
    TE.tryCatch(async () => {
      const { rows } = await pool.query(leaseStatement(schema), [holder, ttl]);
      return decodeRows(t.type({ shard: t.number }))(rows)
        .map(({ shard }) => shard)
        .sort((a, b) => a - b);
    }, toStoreUnavailable),
  release: (holder) =>
    TE.tryCatch(async () => {
      await pool.query(releaseStatement(schema), [holder]);
    }, toStoreUnavailable),
  pending: (shards, limit) =>
    TE.tryCatch(async () => {
      const { rows } = await pool.query({
        name: 'casm-pending',
        text: pendingStatement(schema),
        values: [shards, limit],
      });
      return decodeRows(EntryRow)(rows).map((row) => ({ position: row.position, message: messageOf(row) }));
    }, toStoreUnavailable),
  remove: (positions) =>
    TE.tryCatch(async () => {
      await pool.query({ name: 'casm-remove', text: removeStatement(schema), values: [positions] });
    }, toStoreUnavailable),
  size: (limit) =>
    TE.tryCatch(async () => {
      const { rows } = await pool.query(sizeStatement(schema), [limit]);
      return decodeRows(t.type({ size: whole }))(rows)[0]?.size ?? 0;
    }, toStoreUnavailable),
});

export const postgresJournal = (pool: pg.Pool, schema: string): Journal => ({
  published: (topic, after, limit) =>
    TE.tryCatch(async () => {
      const values = [topic, after?.refId ?? null, after?.version ?? null, limit];
      const { rows } = await pool.query({ name: 'casm-published', text: publishedStatement(schema), values });
      return decodeRows(MessageRow)(rows).map(messageOf);
    }, toStoreUnavailable),
});
