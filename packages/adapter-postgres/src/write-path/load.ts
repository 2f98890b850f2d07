import type { Current } from '@casm/core';
import * as t from 'io-ts';
import type pg from 'pg';
import { CustomerRow, customerOf, date, decodeRows, orNull, whole } from '../rows.js';
import type { PendingChange } from './pending-change.js';

/** What one statement, so one moment, says about everything that a change depends on. */
export interface Loaded {
  readonly current: Current | null;
  readonly externalIdTaken: boolean;
  /** The stored answer of this client and requestId. */
  readonly answer: { readonly operation: string; readonly contentHash: string; readonly body: string } | null;
  readonly catalogueRevision: number;
}

const loadStatement = (schema: string): string => `
select
  c.*,
  claimed.external_id is not null as external_id_taken,
  k.operation as answered_operation,
  encode(k.content_hash, 'hex') as answered_hash,
  coalesce(k.body, answer.body) as answered_body,
  (select revision from ${schema}.catalogue_revision) as catalogue_revision
from json_to_recordset($1::json)
  as asked (place integer, ref_id text, external_id text, claims text, client text, request_id text)
left join ${schema}.customer_external_id named on named.external_id = asked.external_id
left join ${schema}.customer c on c.ref_id = coalesce(asked.ref_id, named.ref_id)
left join ${schema}.customer_external_id claimed on claimed.external_id = asked.claims
left join ${schema}.request_key k on k.client = asked.client and k.request_id = asked.request_id
left join ${schema}.business_transaction answer on answer.ref_id = k.ref_id and answer.version = k.version and k.body is null
order by asked.place`;

const FactsRow = t.type({
  ref_id: orNull(t.string),
  occurred_at: orNull(date),
  external_id_taken: t.boolean,
  answered_operation: orNull(t.string),
  answered_hash: orNull(t.string),
  answered_body: orNull(t.string),
  catalogue_revision: whole,
});
const LoadedRow = t.union([t.intersection([CustomerRow, FactsRow]), FactsRow]);

export type Load = (
  connection: Pick<pg.ClientBase, 'query'>,
  batch: ReadonlyArray<PendingChange>,
) => Promise<ReadonlyArray<Loaded>>;

/** The facts of a whole batch in one round trip, in the order of the batch. */
export const loadFrom = (schema: string): Load => {
  const text = loadStatement(schema);
  return async (connection, batch) => {
    const asked = batch.map(({ request: { customer, claimsExternalId, key } }, place) => ({
      place,
      ref_id: customer.refId,
      external_id: customer.externalId,
      claims: claimsExternalId,
      client: key.client,
      request_id: key.requestId,
    }));
    const { rows } = await connection.query({ name: 'casm-load', text, values: [JSON.stringify(asked)] });
    return decodeRows(LoadedRow)(rows).map((row) => ({
      current: currentIn(row),
      externalIdTaken: row.external_id_taken,
      answer:
        row.answered_operation === null || row.answered_hash === null || row.answered_body === null
          ? null
          : { operation: row.answered_operation, contentHash: row.answered_hash, body: row.answered_body },
      catalogueRevision: row.catalogue_revision,
    }));
  };
};

const currentIn = (row: t.TypeOf<typeof LoadedRow>): Current | null =>
  CustomerRow.is(row) && row.occurred_at !== null
    ? { customer: customerOf(row), occurredAt: row.occurred_at.toISOString() }
    : null;
