import type { ShardLeases } from '@casm/core';
import * as TE from 'fp-ts/lib/TaskEither.js';
import * as t from 'io-ts';
import type { Pool } from './connection-pool.js';
import { toStoreFailure } from './failures.js';
import { decodeRows } from './rows.js';

const leaseStatement = (schema: string): string => `
update ${schema}.outbox_shard
set holder = $1, leased_until = clock_timestamp() + $2 * interval '1 millisecond'
where shard in (
  select shard from ${schema}.outbox_shard
  where holder = $1 or leased_until <= clock_timestamp()
  order by shard
  for update skip locked)
returning shard`;

const heldStatement = (schema: string): string => `
select exists (
  select from ${schema}.outbox_shard where holder is not null and leased_until > clock_timestamp()) as held`;

const releaseStatement = (schema: string): string => `
update ${schema}.outbox_shard
set holder = null, leased_until = '-infinity'
where holder = $1`;

/** ShardLeases on PostgreSQL. Leases expire by the server's clock. */
export const postgresShardLeases = (pool: Pool, schema: string): ShardLeases => ({
  lease: (holder, ttlMs) =>
    TE.tryCatch(async () => {
      const { rows } = await pool.query(leaseStatement(schema), [holder, ttlMs]);
      return decodeRows(t.type({ shard: t.number }))(rows)
        .map(({ shard }) => shard)
        .sort((a, b) => a - b);
    }, toStoreFailure),
  held: TE.tryCatch(async () => {
    const { rows } = await pool.query(heldStatement(schema));
    return decodeRows(t.type({ held: t.boolean }))(rows)[0]?.held === true;
  }, toStoreFailure),
  release: (holder) =>
    TE.tryCatch(async () => {
      await pool.query(releaseStatement(schema), [holder]);
    }, toStoreFailure),
});
