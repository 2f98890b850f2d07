import type { Customer, Move, WarehouseChange } from '@casm/core';
import type { Statement } from '../connection-pool.js';
import { customerColumns, toCustomerRow } from '../rows.js';
import { columnSet } from '../write-path/column-set.js';
import { toVersionRow, versionColumns, versionSet, versionValues } from './versions.js';

const customers = columnSet({
  ref_id: 'text',
  version: 'integer',
  external_id: 'text',
  custom_name: 'text',
  customer_segment: 'text',
  custom_attributes: 'compact json',
  state: 'text',
  state_reason: 'text',
  state_valid_from: 'timestamptz',
  test_customer: 'boolean',
  pending_state: 'jsonb',
});

const moves = columnSet({ occurred_at: 'timestamptz', from_segment: 'text', to_segment: 'text', moves: 'integer' });

const versionsStatement = (schema: string): string => `
with arrived as (
  insert into ${schema}.customer_version (${versionColumns}, applied_at)
  select ${versionValues}, clock_timestamp()
  from ${versionSet.source(1)}
  returning valid_from)
update ${schema}.arrival
set versions = versions + (select count(*) from arrived),
  latest_occurred_at = greatest(latest_occurred_at, (select max(valid_from) from arrived))`;

const customersStatement = (schema: string): string => `
insert into ${schema}.customer (${customerColumns})
select
  ref_id, version, external_id, custom_name, customer_segment, custom_attributes::jsonb, state, state_reason,
  state_valid_from, test_customer, pending_state
from ${customers.source(1)}
order by ref_id
on conflict (ref_id) do update
set version = excluded.version, external_id = excluded.external_id, custom_name = excluded.custom_name,
  customer_segment = excluded.customer_segment, custom_attributes = excluded.custom_attributes, state = excluded.state,
  state_reason = excluded.state_reason, state_valid_from = excluded.state_valid_from, test_customer = excluded.test_customer,
  pending_state = excluded.pending_state
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
select (occurred_at at time zone $${1 + moves.width})::date as day, from_segment, to_segment, sum(moves)
from ${moves.source(1)}
group by 1, 2, 3
order by 1, 2, 3
on conflict (day, from_segment, to_segment) do update
set moves = m.moves + excluded.moves`;

const campaignsStatement = (schema: string): string => `
insert into ${schema}.campaign_move as m (campaign_id, from_segment, to_segment, customers, latest_occurred_at)
select "campaignId", "from", "to", customers, "latestOccurredAt"
from json_to_recordset($1::json) as r (
  "campaignId" text, "from" text, "to" text, customers bigint, "latestOccurredAt" timestamptz)
order by 1, 2, 3
on conflict (campaign_id, from_segment, to_segment) do update
set customers = m.customers + excluded.customers,
  latest_occurred_at = greatest(m.latest_occurred_at, excluded.latest_occurred_at)`;

const gapsStatement = (schema: string): string => `
insert into ${schema}.customer_gap as g (ref_id, missing)
select "refId", missing
from json_to_recordset($1::json) as r ("refId" text, missing integer)
order by "refId"
on conflict (ref_id) do update
set missing = g.missing + excluded.missing`;

const closedGapsStatement = (schema: string): string => `
delete from ${schema}.customer_gap
where missing = 0
and ref_id = any (array(select "refId" from json_to_recordset($1::json) as r ("refId" text)))`;

const customerRowOf = (customer: Customer) => ({
  ...toCustomerRow(customer),
  custom_attributes: JSON.stringify(customer.customAttributes),
});

/** The moves of each second, because a day begins on a whole second in every time zone: a few rows for a batch. */
const movesBySecond = (all: ReadonlyArray<Move>) => {
  const sums = new Map<
    string,
    { occurred_at: string; from_segment: string | null; to_segment: string | null; moves: number }
  >();
  for (const { occurredAt, from, to } of all) {
    const occurred_at = `${occurredAt.slice(0, '2026-02-01T08:00:00'.length)}Z`;
    const key = JSON.stringify([occurred_at, from, to]);
    const count = (sums.get(key)?.moves ?? 0) + 1;
    sums.set(key, { occurred_at, from_segment: from, to_segment: to, moves: count });
  }
  return [...sums.values()];
};

/** Write the changes of a batch. */
export const changeStatements = (
  schema: string,
  timeZone: string,
  change: WarehouseChange,
): ReadonlyArray<Statement> => {
  const json = (rows: ReadonlyArray<unknown>): Array<unknown> => [JSON.stringify(rows)];
  const write = (rows: ReadonlyArray<unknown>, name: string, text: string, values: () => Array<unknown>) =>
    rows.length === 0 ? [] : [{ name, text, values: values() }];
  const { versions, customers: current, population, moves: moved, campaigns, gaps } = change;
  return [
    ...write(versions, 'dwh-write-versions', versionsStatement(schema), () => [
      ...versionSet.values(versions.map(toVersionRow)),
    ]),
    ...write(current, 'dwh-write-customers', customersStatement(schema), () => [
      ...customers.values(current.map(customerRowOf)),
    ]),
    ...write(population, 'dwh-write-population', populationStatement(schema), () => json(population)),
    ...write(moved, 'dwh-write-moves', movesStatement(schema), () => [...moves.values(movesBySecond(moved)), timeZone]),
    ...write(campaigns, 'dwh-write-campaigns', campaignsStatement(schema), () => json(campaigns)),
    ...write(gaps, 'dwh-write-gaps', gapsStatement(schema), () => json(gaps)),
    ...write(gaps, 'dwh-close-gaps', closedGapsStatement(schema), () => json(gaps)),
  ];
};
