import type { Customer, CustomerRef } from '@casm/core';
import * as O from 'fp-ts/lib/Option.js';
import * as t from 'io-ts';
import type { SqlConnection } from '../sql-connection.js';
import { customerColumns, CustomerRow, customerOf, decodeRow } from '../rows.js';

/* Look-ups with a limit of their own, which the planner does not turn into joins, as those of the write path's load. */
export const findStatement = (schema: string): string => `
select c.*
from unnest($1::text[], $2::text[]) with ordinality as asked (ref_id, external_id, place)
left join lateral (
  select ref_id from ${schema}.customer_external_id where external_id = asked.external_id limit 1) named on true
left join lateral (
  select ${customerColumns} from ${schema}.customer where ref_id = coalesce(asked.ref_id, named.ref_id) limit 1) c on true
order by asked.place`;

const isNobody = t.type({ ref_id: t.null }).is;

/** Each customer that is named, in one round trip; none where there is no such customer. */
export const findCustomersIn = (schema: string) => {
  const text = findStatement(schema);
  return async (
    connection: SqlConnection,
    refs: ReadonlyArray<CustomerRef>,
  ): Promise<ReadonlyArray<O.Option<Customer>>> => {
    const values = [refs.map(({ refId }) => refId), refs.map(({ externalId }) => externalId)];
    const { rows } = await connection.query({ name: 'casm-find', text, values });
    return rows.map((row) => (isNobody(row) ? O.none : O.some(customerOf(decodeRow(CustomerRow)(row)))));
  };
};
