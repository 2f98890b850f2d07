import type { OutboxBacklog, StoreFailure } from '@casm/core';
import * as TE from 'fp-ts/lib/TaskEither.js';
import * as t from 'io-ts';
import type { Pool } from './connection-pool.js';
import { toStoreFailure } from './failures.js';
import { date, decodeRows, orNull, whole } from './rows.js';

/** Steps through the index from topic to topic: one probe for each topic, regardless of the backlog. */
export const topicsStatement = (schema: string): string => `
with recursive present as (
  select ''::text as topic
  union all
  select following.topic
  from present
  cross join lateral (
    select topic from ${schema}.outbox where topic > present.topic order by topic limit 1) following)
select topic from present where topic <> ''`;

/** The first entry of each topic is its oldest, but for those that committed out of their order a moment later. */
const oldestStatement = (schema: string): string => `
with recursive first as (
  (select topic, ref_id, version from ${schema}.outbox order by topic, position limit 1)
  union all
  select following.*
  from first
  cross join lateral (
    select topic, ref_id, version from ${schema}.outbox where topic > first.topic order by topic, position limit 1) following)
select min(occurred_at) as oldest_at
from first
join ${schema}.business_transaction using (ref_id, version)`;

const sizesStatement = (schema: string): string =>
  `select topic, count(*) as size from ${schema}.outbox group by topic order by topic`;

export const TopicSizeRow = t.type({ topic: t.string, size: whole });

/** The messages of one topic and shard that are yet to be published. */
export interface ShardBacklog {
  readonly topic: string;
  readonly shard: number;
  readonly size: number;
}

const byShardStatement = (schema: string): string => `
select topic, shard::integer as shard, count(*) as size from ${schema}.outbox group by topic, shard order by topic, shard`;

const sizeStatement = (schema: string): string =>
  `select count(*) as size from (select from ${schema}.outbox limit $1) as counted`;

/** OutboxBacklog on PostgreSQL. */
export const postgresOutboxBacklog = (pool: Pool, schema: string): OutboxBacklog => ({
  topics: TE.tryCatch(async () => {
    const { rows } = await pool.query({ name: 'casm-topics', text: topicsStatement(schema) });
    return decodeRows(t.type({ topic: t.string }))(rows).map(({ topic }) => topic);
  }, toStoreFailure),
  size: (limit) =>
    TE.tryCatch(async () => {
      const { rows } = await pool.query(sizeStatement(schema), [limit]);
      return decodeRows(t.type({ size: whole }))(rows)[0]?.size ?? 0;
    }, toStoreFailure),
  oldestAt: TE.tryCatch(async () => {
    const { rows } = await pool.query({ name: 'casm-oldest', text: oldestStatement(schema) });
    return decodeRows(t.type({ oldest_at: orNull(date) }))(rows)[0]?.oldest_at?.toISOString() ?? null;
  }, toStoreFailure),
  sizes: TE.tryCatch(async () => {
    const { rows } = await pool.query(sizesStatement(schema));
    return decodeRows(TopicSizeRow)(rows);
  }, toStoreFailure),
});

export const outboxByShard = (pool: Pool, schema: string): TE.TaskEither<StoreFailure, ReadonlyArray<ShardBacklog>> =>
  TE.tryCatch(async () => {
    const { rows } = await pool.query(byShardStatement(schema));
    return decodeRows(t.type({ ...TopicSizeRow.props, shard: t.number }))(rows);
  }, toStoreFailure);
