import type { CustomerRef } from '@casm/core';
import * as O from 'fp-ts/lib/Option.js';
import type { SqlConnection } from '../sql-connection.js';

/* Look-ups with a limit of their own, which the planner does not turn into joins, as those of the write path's load. */
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
  /** Whether a row is that of a customer that is not there: all of it is null. */
  readonly isNobody: (row: unknown) => boolean;
  readonly read: (row: unknown) => A;
}

/** What is kept of each customer that is named, in one round trip; none where there is no such customer. */
export const lookUpCustomers =
  <A>({ name, text, isNobody, read }: LookUp<A>) =>
  async (connection: SqlConnection, refs: ReadonlyArray<CustomerRef>): Promise<ReadonlyArray<O.Option<A>>> => {
    const values = [refs.map(({ refId }) => refId), refs.map(({ externalId }) => externalId)];
    const { rows } = await connection.query({ name, text, values });
    return rows.map((row) => (isNobody(row) ? O.none : O.some(read(row))));
  };
