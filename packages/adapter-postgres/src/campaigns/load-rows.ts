import { type CampaignRow, type Current, customerNamedBy } from '@casm/core';
import * as t from 'io-ts';
import { currentIn, revisionIn } from '../current-row.js';
import type { SqlConnection } from '../sql-connection.js';
import { columnSet } from '../write-path/column-set.js';

/** The customers of the rows, in row order, as one statement sees them; null if there is no such customer. */
export interface LoadedCustomers {
  readonly customers: ReadonlyArray<Current | null>;
  readonly catalogueRevision: number;
}

const asked = columnSet({ ref_id: 'text', external_id: 'text' });

const loadRowsStatement = (schema: string): string => `
select c.*, (select revision from ${schema}.catalogue_revision) as catalogue_revision
from ${asked.source(1)}
left join lateral (
  select ref_id from ${schema}.customer_external_id where external_id = r.external_id limit 1) named on true
left join lateral (
  select * from ${schema}.customer where ref_id = coalesce(r.ref_id, named.ref_id) limit 1) c on true
order by r.place`;

const isFound = t.type({ ref_id: t.string }).is;

export const loadRowsFrom = (schema: string) => {
  const text = loadRowsStatement(schema);
  return async (connection: SqlConnection, rows: ReadonlyArray<CampaignRow>): Promise<LoadedCustomers> => {
    const named = rows.map((row) => customerNamedBy(row));
    const values = [...asked.values(named.map((ref) => ({ ref_id: ref?.refId, external_id: ref?.externalId })))];
    const loaded = (await connection.query({ text, values })).rows;
    return {
      customers: loaded.map((row) => (isFound(row) ? currentIn(row) : null)),
      catalogueRevision: revisionIn(loaded),
    };
  };
};
