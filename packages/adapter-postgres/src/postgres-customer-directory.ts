import type { CustomerDirectory, CustomerFilter, CustomerPage } from '@casm/core';
import * as TE from 'fp-ts/lib/TaskEither.js';
import * as t from 'io-ts';
import type { Pool } from './connection-pool.js';
import { toStoreFailure } from './failures.js';
import type { RunRead } from './read-path/reads.js';
import type { SqlConnection } from './sql-connection.js';
import { customerColumns, CustomerRow, customerOf, decodeRows, orNull, whole } from './rows.js';

/** Customers scanned for one page, regardless of the filter: about 20 ms. */
const scanSize = 20_000;

/*
 * No index contains a changing column, so that a segment update touches no index. A page therefore scans a bounded
 * number of customers in key order and reports how far it scanned.
 */
export const listCustomersStatement = (schema: string): string => `
with scanned as materialized (
  select ref_id from ${schema}.customer where ref_id > coalesce($1, '') order by ref_id limit ${scanSize})
select extent.*, matching.*
from (select max(ref_id) as scanned_to, count(*) as scanned from scanned) as extent
left join lateral (
  select ${customerColumns}
  from ${schema}.customer
  where ref_id > coalesce($1, '') and ref_id <= extent.scanned_to
  and ($2::text is null or customer_segment = $2)
  and ($3::text is null or state = $3)
  and ($4::timestamptz is null or occurred_at >= $4)
  order by ref_id
  limit $5) as matching on true
order by matching.ref_id`;

const ExtentRow = t.type({ scanned_to: orNull(t.string), scanned: whole });
const isMatch = t.type({ ref_id: t.string }).is;

export const duePlansStatement = (schema: string): string => `
select ${customerColumns}
from ${schema}.customer
where pending_state is not null and pending_state @> '{"confirmed": true}'
and (pending_state ->> 'stateValidFrom') collate "C" <= $1
and ref_id > coalesce($2, '')
order by ref_id
limit $3`;

/**
 * CustomerDirectory on PostgreSQL. Due plans are read by the background pool, so they are not refused with the callers'
 * reads.
 */
export const postgresCustomerDirectory = (run: RunRead, pool: Pool, schema: string): CustomerDirectory => {
  const due = duePlansStatement(schema);
  return {
    list: customerListIn(schema)(run),
    withDuePlan: (at, after, limit) =>
      TE.tryCatch(async () => {
        const { rows } = await pool.query({ name: 'casm-due-plans', text: due, values: [at, after, limit] });
        return decodeRows(CustomerRow)(rows).map(customerOf);
      }, toStoreFailure),
  };
};

/** The list of customers on whatever connection `run` has. */
export const customerListIn = (schema: string) => {
  const text = listCustomersStatement(schema);
  return (run: RunRead): CustomerDirectory['list'] =>
    (filter, after, limit) =>
      run((connection) => listCustomers(connection, text, filter, after, limit));
};

const listCustomers = async (
  connection: SqlConnection,
  text: string,
  { customerSegment, state, changedSince }: CustomerFilter,
  after: string | null,
  limit: number,
): Promise<CustomerPage> => {
  // One row more than the limit shows whether there is a next page.
  const values = [after, customerSegment, state, changedSince, limit + 1];
  const { rows } = await connection.query({ name: 'casm-list', text, values });
  const [extent] = decodeRows(ExtentRow)(rows);
  const matching = decodeRows(CustomerRow)(rows.filter(isMatch)).map(customerOf);
  const customers = matching.slice(0, limit);
  if (matching.length > limit) return { customers, next: customers.at(-1)?.refId ?? null };
  return { customers, next: extent?.scanned === scanSize ? extent.scanned_to : null };
};
