import type { BusinessTransaction, WarehouseBatch, WarehouseChange } from '@casm/core';
import type pg from 'pg';
import { customerColumns, customerRecord, toCustomerRow } from '../rows.js';

const versionsStatement = (schema: string): string => `
with arrived as (
  insert into ${schema}.customer_version (
    ref_id, version, valid_from, operation, initiator, reason, request_id, transaction_id, customer, changes, applied_at)
  select ref_id, version, valid_from, operation, initiator, reason, request_id, transaction_id, customer, changes, clock_timestamp()
  from json_to_recordset($1::json) as r (
    ref_id text, version integer, valid_from timestamptz, operation text, initiator text, reason text, request_id text,
    transaction_id text, customer jsonb, changes jsonb)
  returning valid_from)
update ${schema}.arrival
set versions = versions + (select count(*) from arrived),
  latest_occurred_at = greatest(latest_occurred_at, (select max(valid_from) from arrived))`;

const customersStatement = (schema: string): string => `
insert into ${schema}.customer (${customerColumns})
select ${customerColumns} from json_to_recordset($1::json) as r (${customerRecord})
order by ref_id
on conflict (ref_id) do update
set version = excluded.version, external_id = excluded.external_id, custom_name = excluded.custom_name,
  customer_segment = excluded.customer_segment, custom_attributes = excluded.custom_attributes, state = excluded.state,
  state_reason = excluded.state_reason, state_valid_from = excluded.state_valid_from, test_customer = excluded.test_customer
where customer.version < excluded.version`;

const populationStatement = (schema: string): string => `
insert into ${schema}.segment_population as p (customer_segment, state, customers)
select "customerSegment", state, customers
from json_to_recordset($1::json) as r ("customerSegment" text, state text, customers bigint)
order by "customerSegment", state
on conflict (customer_segment, state) do update
set customers = p.customers + excluded.customers`;

const movesStatement = (schema: string): string => `
insert into ${schema}.segment_move as m (day, from_segment, to_segment, moves)
select ("occurredAt" at time zone $2)::date as day, "from", "to", count(*)
from json_to_recordset($1::json) as r ("occurredAt" timestamptz, "from" text, "to" text)
group by 1, 2, 3
order by 1, 2, 3
on conflict (day, from_segment, to_segment) do update
set moves = m.moves + excluded.moves`;

const deadLettersStatement = (schema: string): string => `
insert into ${schema}.dead_letter (cluster, topic, partition, message_offset, key, body, error)
select cluster, topic, partition, message_offset, key, body, error
from json_to_recordset($1::json) as r (
  cluster text, topic text, partition integer, message_offset bigint, key text, body text, error text)
on conflict do nothing`;

const positionsStatement = (schema: string): string => `
update ${schema}.subscription_position p
set next_offset = r.next
from json_to_recordset($1::json) as r (cluster text, topic text, partition integer, next bigint)
where (p.cluster, p.topic, p.partition) = (r.cluster, r.topic, r.partition)`;

/** Text that PostgreSQL can hold: it has no NUL. Only what could not be decoded can have one. */
const storable = (value: string | null): string | null => value?.replaceAll('\0', '\uFFFD') ?? null;

const versionRow = (transaction: BusinessTransaction) => ({
  ref_id: transaction.payload.customer.refId,
  version: transaction.payload.customer.version,
  valid_from: transaction.occurredAt,
  operation: transaction.operation,
  initiator: transaction.initiator,
  reason: transaction.reason,
  request_id: transaction.requestId,
  transaction_id: transaction.transactionId,
  customer: transaction.payload.customer,
  changes: transaction.changes,
});

const deadLetterRow = ({
  delivery: { partition, offset, key, body },
  error,
}: WarehouseBatch['deadLetters'][number]) => ({
  ...partition,
  message_offset: offset,
  key: storable(key),
  body: storable(body),
  error,
});

/** Writes what a batch changes, its dead letters and its positions; the caller commits them together. */
export const writeChange = async (
  connection: pg.ClientBase,
  schema: string,
  timeZone: string,
  change: WarehouseChange,
  { deadLetters, positions }: WarehouseBatch,
): Promise<void> => {
  const write = async (
    name: string,
    text: string,
    rows: ReadonlyArray<unknown>,
    ...more: ReadonlyArray<unknown>
  ): Promise<void> => {
    if (rows.length > 0) await connection.query({ name, text, values: [JSON.stringify(rows), ...more] });
  };
  await write('dwh-write-versions', versionsStatement(schema), change.versions.map(versionRow));
  await write('dwh-write-customers', customersStatement(schema), change.customers.map(toCustomerRow));
  await write('dwh-write-population', populationStatement(schema), change.population);
  await write('dwh-write-moves', movesStatement(schema), change.moves, timeZone);
  await write('dwh-write-dead-letters', deadLettersStatement(schema), deadLetters.map(deadLetterRow));
  await write(
    'dwh-write-positions',
    positionsStatement(schema),
    positions.map(({ partition, next }) => ({ ...partition, next })),
  );
};
