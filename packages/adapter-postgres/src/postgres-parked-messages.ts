import type { ParkedMessages } from '@casm/core';
import * as TE from 'fp-ts/lib/TaskEither.js';
import * as t from 'io-ts';
import type { Connection, Pool } from './connection-pool.js';
import { toStoreFailure } from './failures.js';
import { lockParkedStatement } from './outbox-statements.js';
import { TopicSizeRow } from './postgres-outbox-backlog.js';
import { date, decodeRows, orNull } from './rows.js';
import { transactionOn } from './transaction.js';

const parkedStatement = (schema: string): string => `
select ref_id, version, topic, error, parked_at from ${schema}.outbox_parked where discarded_at is null order by position limit $1`;

const sizesStatement = (schema: string): string => `
select topic, count(*) as size from ${schema}.outbox_parked where discarded_at is null group by topic order by topic`;

const returned = (schema: string): string => `
insert into ${schema}.outbox (position, shard, kind, ref_id, version, topic, traceparent)
overriding system value
select position, shard, kind, ref_id, version, topic, traceparent from back`;

const retryStatement = (schema: string): string => `
with back as (
  delete from ${schema}.outbox_parked
  where ref_id = coalesce($1, ref_id) and topic = coalesce($2, topic) and discarded_at is null
  returning *)${returned(schema)}`;

const discardStatement = (schema: string): string => `
update ${schema}.outbox_parked set discarded_at = now()
where (ref_id, version, topic) = ($1, $2, $3) and discarded_at is null
returning position`;

/* A message with an error stays parked; the relay parks again what waits behind it. */
const letGoStatement = (schema: string): string => `
with back as (
  delete from ${schema}.outbox_parked
  where ref_id = $1 and topic = $2 and position > $3 and error is null and discarded_at is null
  returning *)${returned(schema)}`;

const ParkedRow = t.type({
  ref_id: t.string,
  version: t.number,
  topic: t.string,
  error: orNull(t.string),
  parked_at: date,
});

/** ParkedMessages on PostgreSQL. */
export const postgresParkedMessages = (pool: Pool, schema: string): ParkedMessages => {
  const exclusively = <A>(run: (connection: Connection) => Promise<A>) =>
    TE.tryCatch(
      () =>
        transactionOn(pool, async (connection) => {
          await connection.query(lockParkedStatement(schema));
          return run(connection);
        }),
      toStoreFailure,
    );
  return {
    list: (limit) =>
      TE.tryCatch(async () => {
        const { rows } = await pool.query(parkedStatement(schema), [limit]);
        return decodeRows(ParkedRow)(rows).map(({ ref_id, parked_at, ...rest }) => ({
          ...rest,
          refId: ref_id,
          parkedAt: parked_at.toISOString(),
        }));
      }, toStoreFailure),
    sizes: TE.tryCatch(async () => {
      const { rows } = await pool.query(sizesStatement(schema));
      return decodeRows(TopicSizeRow)(rows);
    }, toStoreFailure),
    retry: ({ refId, topic }) =>
      exclusively(async (connection) => (await connection.query(retryStatement(schema), [refId, topic])).rowCount ?? 0),
    discard: ({ refId, version, topic }) =>
      exclusively(async (connection) => {
        const { rows } = await connection.query(discardStatement(schema), [refId, version, topic]);
        const [discarded] = decodeRows(t.type({ position: t.string }))(rows);
        if (discarded === undefined) return false;
        await connection.query(letGoStatement(schema), [refId, topic, discarded.position]);
        return true;
      }),
  };
};
