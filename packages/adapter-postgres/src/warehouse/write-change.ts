import type { WarehouseChange } from '@casm/core';
import type { Connection } from '../connection-pool.js';
import { customerColumns, customerRecord, toCustomerRow } from '../rows.js';
import { toVersionRow, versionColumns, versionRecord } from './versions.js';

const versionsStatement = (schema: string): string => `
with arrived as (
  insert into ${schema}.customer_version (${versionColumns}, applied_at)
  select ${versionColumns}, clock_timestamp()
  from json_to_recordset($1::json) as r (${versionRecord})
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
select ("occurredAt" at time zone $2)::date as day, "from", "to", count(*)
from json_to_recordset($1::json) as r ("occurredAt" timestamptz, "from" text, "to" text)
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

/** Writes the changes of a batch; the caller commits. */
export const writeChange = async (
  connection: Connection,
  schema: string,
  timeZone: string,
  change: WarehouseChange,
): Promise<void> => {
  const write = async (
    name: string,
    text: string,
    rows: ReadonlyArray<unknown>,
    ...more: ReadonlyArray<unknown>
  ): Promise<void> => {
    if (rows.length > 0) await connection.query({ name, text, values: [JSON.stringify(rows), ...more] });
  };
  await write('dwh-write-versions', versionsStatement(schema), change.versions.map(toVersionRow));
  await write('dwh-write-customers', customersStatement(schema), change.customers.map(toCustomerRow));
  await write('dwh-write-population', populationStatement(schema), change.population);
  await write('dwh-write-moves', movesStatement(schema), change.moves, timeZone);
  await write('dwh-write-campaigns', campaignsStatement(schema), change.campaigns);
  await write('dwh-write-gaps', gapsStatement(schema), change.gaps);
  await write('dwh-close-gaps', closedGapsStatement(schema), change.gaps);
};
