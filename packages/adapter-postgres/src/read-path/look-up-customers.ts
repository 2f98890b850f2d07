import type { CustomerRef } from '@casm/core';
import * as O from 'fp-ts/lib/Option.js';
import type { SqlConnection } from '../sql-connection.js';

/* Look-ups with a limit of their own, which the planner does not turn into joins: see the load of the write path. */
export const lookUpStatement = (schema: string, columns: string): string => `
select c.*
from unnest($1::text[], $2::text[]) with ordinality as asked (ref_id, external_id, place)
left join lateral (
  select ref_id from ${schema}.customer_external_id where external_id = asked.external_id limit 1) named on true
left join lateral (
  select ${columns} from ${schema}.customer where ref_id = coalesce(asked.ref_id, named.ref_id) limit 1) c on true
order by asked.place`;

interface LookUp<A> {
  readonly name: string;
  readonly text: string;
  /** Whether the row stands for a customer that does not exist: all of its columns are null. */
  readonly isMissing: (row: unknown) => boolean;
  readonly read: (row: unknown) => A;
}

/** Reads the named customers in one round trip, in order; none for a customer that does not exist. */
export const lookUpCustomers =
  <A>({ name, text, isMissing, read }: LookUp<A>) =>
  async (connection: SqlConnection, refs: ReadonlyArray<CustomerRef>): Promise<ReadonlyArray<O.Option<A>>> => {
    const values = [refs.map(({ refId }) => refId), refs.map(({ externalId }) => externalId)];
    const { rows } = await connection.query({ name, text, values });
    return rows.map((row) => (isMissing(row) ? O.none : O.some(read(row))));
  };
