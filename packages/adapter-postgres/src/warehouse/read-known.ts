import { type BusinessTransaction, type Customer, type Known, nameOfVersion } from '@casm/core';
import * as t from 'io-ts';
import type { Result, Statement } from '../connection-pool.js';
import { checkRow, customerColumns, CustomerRow, customerOf } from '../rows.js';
import { columnSet } from '../write-path/column-set.js';

const versionKeys = columnSet({ ref_id: 'text', version: 'integer' });
const customerKeys = columnSet({ ref_id: 'text' });

/* Look-ups with a limit of their own: see the load of the write path. */
export const knownVersionsStatement = (schema: string): string => `
select v.ref_id, v.version, v.transaction_id
from ${versionKeys.source(1)}
cross join lateral (
  select ref_id, version, transaction_id from ${schema}.customer_version where ref_id = r.ref_id and version = r.version limit 1) v`;

export const knownCustomersStatement = (schema: string): string => `
select c.*
from ${customerKeys.source(1)}
cross join lateral (
  select ${customerColumns} from ${schema}.customer where ref_id = r.ref_id limit 1) c`;

const NameRow = t.type({ ref_id: t.string, version: t.number, transaction_id: t.string });

/** Read the stored versions and customers that a batch refers to. */
export const knownStatements = (
  schema: string,
  transactions: ReadonlyArray<BusinessTransaction>,
): ReadonlyArray<Statement> => {
  const asked = transactions.map(({ payload: { customer } }) => ({
    ref_id: customer.refId,
    version: customer.version,
  }));
  return [
    { name: 'dwh-versions', text: knownVersionsStatement(schema), values: [...versionKeys.values(asked)] },
    {
      name: 'dwh-customers',
      text: knownCustomersStatement(schema),
      values: [...customerKeys.values([...new Set(asked.map(({ ref_id }) => ref_id))].map((ref_id) => ({ ref_id })))],
    },
  ];
};

/** The results of `knownStatements`. */
export const knownIn = ([versions, customers]: ReadonlyArray<Result>): Known => {
  const transactionIds = new Map(
    (versions?.rows ?? [])
      .map(checkRow(NameRow))
      .map(({ ref_id, version, transaction_id }) => [nameOfVersion({ refId: ref_id, version }), transaction_id]),
  );
  const current = new Map<string, Customer>(
    (customers?.rows ?? []).map(checkRow(CustomerRow)).map((row) => [row.ref_id, customerOf(row)]),
  );
  return {
    transactionIdOf: (refId, version) => transactionIds.get(nameOfVersion({ refId, version })),
    current: (refId) => current.get(refId),
  };
};
