import type { ShardLeases } from '@casm/core';
import * as TE from 'fp-ts/lib/TaskEither.js';
import * as t from 'io-ts';
import type { Pool } from './connection-pool.js';
import { toStoreFailure } from './failures.js';
import { date, decodeRows, orNull } from './rows.js';

const leaseStatement = (schema: string): string => `
update ${schema}.outbox_shard
set holder = $1, leased_until = clock_timestamp() + $2 * interval '1 millisecond'
where shard in (
  select shard from ${schema}.outbox_shard
  where holder = $1 or leased_until <= clock_timestamp()
  order by shard
  for update skip locked)
returning shard`;

const anyLeasedStatement = (schema: string): string => `
select exists (
  select from ${schema}.outbox_shard where holder is not null and leased_until > clock_timestamp()) as any_leased`;

/* The column is -infinity where nobody holds the shard, which no date can be. */
const listStatement = (schema: string): string => `
select shard, holder, case when holder is not null then leased_until end as leased_until
from (
  select shard, leased_until, case when leased_until > clock_timestamp() then holder end as holder
  from ${schema}.outbox_shard) as now
order by shard`;

const LeaseRow = t.type({ shard: t.number, holder: orNull(t.string), leased_until: orNull(date) });

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
  anyLeased: TE.tryCatch(async () => {
    const { rows } = await pool.query(anyLeasedStatement(schema));
    return decodeRows(t.type({ any_leased: t.boolean }))(rows)[0]?.any_leased === true;
  }, toStoreFailure),
  list: TE.tryCatch(async () => {
    const { rows } = await pool.query(listStatement(schema));
    return decodeRows(LeaseRow)(rows).map(({ shard, holder, leased_until }) => ({
      shard,
      holder,
      leasedUntil: leased_until?.toISOString() ?? null,
    }));
  }, toStoreFailure),
  release: (holder) =>
    TE.tryCatch(async () => {
      await pool.query(releaseStatement(schema), [holder]);
    }, toStoreFailure),
});
