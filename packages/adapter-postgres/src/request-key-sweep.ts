import type { StoreFailure } from '@casm/core';
import * as TE from 'fp-ts/lib/TaskEither.js';
import * as t from 'io-ts';
import type { Pool } from './connection-pool.js';
import { toStoreFailure } from './failures.js';
import { decodeRows, whole } from './rows.js';

/** Pages of 8 KiB in one call: about 10,000 keys, removed in tens of milliseconds. */
const pagesPerCall = 256;

/*
 * The table is swept by physical pages, a fixed number in each call. This needs no index, and a call costs the same
 * regardless of how many keys have expired. An index scan from the oldest key would visit all dead tuples again in each
 * call.
 */
const sweepStatement = (schema: string): string => `
with gone as (
  delete from ${schema}.request_key
  where ctid >= $1::tid and ctid < $2::tid
  and created_at < now() - $3 * interval '1 hour'
  returning 1)
select
  (select count(*) from gone) as removed,
  pg_relation_size('${schema}.request_key') / current_setting('block_size')::integer as pages`;

/** The result of one call of `forgetRequests`. */
export interface Swept {
  readonly removed: number;
  /** True if the end of the table was reached; the next call starts again at the first page. */
  readonly atEnd: boolean;
}

/** Each call removes the request keys older than `hours` from the next pages of the table, durably. */
export const requestKeySweep = (pool: Pool, schema: string) => {
  let page = 0;
  return (hours: number): TE.TaskEither<StoreFailure, Swept> =>
    TE.tryCatch(async () => {
      const values = [`(${page},0)`, `(${page + pagesPerCall},0)`, hours];
      const { rows } = await pool.query({ name: 'casm-sweep', text: sweepStatement(schema), values });
      const [swept] = decodeRows(t.type({ removed: whole, pages: whole }))(rows);
      page += pagesPerCall;
      const atEnd = page >= (swept?.pages ?? 0);
      if (atEnd) page = 0;
      return { removed: swept?.removed ?? 0, atEnd };
    }, toStoreFailure);
};
