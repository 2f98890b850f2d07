import type { Customer, CustomerRef } from '@casm/core';
import * as O from 'fp-ts/lib/Option.js';
import { customerColumns, CustomerRow, customerOf, decodeRows } from './rows.js';
import type { SqlConnection } from './sql-connection.js';

const statement = (schema: string): string => `
select ${customerColumns}
from ${schema}.customer
where ref_id = coalesce($1, (select ref_id from ${schema}.customer_external_id where external_id = $2))`;

/** The customer as the connection sees it. */
export const findCustomer = async (
  connection: SqlConnection,
  schema: string,
  ref: CustomerRef,
): Promise<O.Option<Customer>> => {
  const { rows } = await connection.query({
    name: 'casm-find',
    text: statement(schema),
    values: [ref.refId, ref.externalId],
  });
  return O.map(customerOf)(O.fromNullable(decodeRows(CustomerRow)(rows)[0]));
};
