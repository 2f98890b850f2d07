import * as t from 'io-ts';
import { customerColumns, CustomerRow, customerOf, decodeRow } from '../rows.js';
import { lookUpCustomers, lookUpStatement } from './look-up-customers.js';

export const findStatement = (schema: string): string => lookUpStatement(schema, customerColumns);

/** Reads the named customers. */
export const findCustomersIn = (schema: string) =>
  lookUpCustomers({
    name: 'casm-find',
    text: findStatement(schema),
    isMissing: t.type({ ref_id: t.null }).is,
    read: (row) => customerOf(decodeRow(CustomerRow)(row)),
  });
