import type { Rederived } from '@casm/core';
import * as t from 'io-ts';
import type { PostgresConnection } from '../postgres-connection.js';
import { onMaintenanceConnection } from '../maintenance-connection.js';
import { customerColumns, decodeRows, whole } from '../rows.js';
import { lockExclusively } from './repair-lock.js';

/*
 * Each statement recomputes one table from the versions and returns the number of corrected rows. The population is
 * computed from the customers, so these come first.
 */
const customersStatement = (schema: string): string => `
with expected as (
  select distinct on (ref_id)
    ref_id,
    version,
    customer ->> 'externalId' as external_id,
    customer ->> 'customName' as custom_name,
    customer ->> 'customerSegment' as customer_segment,
    customer -> 'customAttributes' as custom_attributes,
    customer #>> '{state,state}' as state,
    customer #>> '{state,stateReason}' as state_reason,
    (customer #>> '{state,stateValidFrom}')::timestamptz(3) as state_valid_from,
    (customer ->> 'testCustomer')::boolean as test_customer,
    customer -> 'pendingState' as pending_state
  from ${schema}.customer_version
  order by ref_id, version desc
), written as (
  insert into ${schema}.customer as c (${customerColumns})
  select ${customerColumns} from expected
  on conflict (ref_id) do update
  set version = excluded.version, external_id = excluded.external_id, custom_name = excluded.custom_name,
    customer_segment = excluded.customer_segment, custom_attributes = excluded.custom_attributes, state = excluded.state,
    state_reason = excluded.state_reason, state_valid_from = excluded.state_valid_from,
    test_customer = excluded.test_customer, pending_state = excluded.pending_state
  where (c.*) is distinct from (excluded.*)
  returning 1
)
select count(*) as wrong from written`;

/* Only a correction removes all versions of a customer. */
const withoutVersionsStatement = (schema: string): string => `
with removed as (
  delete from ${schema}.customer c
  where not exists (select from ${schema}.customer_version v where v.ref_id = c.ref_id)
  returning 1
)
select count(*) as wrong from removed`;

const populationStatement = (schema: string): string => `
with expected as (
  select customer_segment, state, count(*) as customers from ${schema}.customer group by customer_segment, state
), written as (
  insert into ${schema}.segment_population as p (customer_segment, state, customers)
  select customer_segment, state, customers from expected
  on conflict (customer_segment, state) do update set customers = excluded.customers
  where p.customers <> excluded.customers
  returning 1
), emptied as (
  update ${schema}.segment_population p set customers = 0
  where customers <> 0 and not exists (
    select from expected e where e.customer_segment is not distinct from p.customer_segment and e.state = p.state)
  returning 1
)
select (select count(*) from written) + (select count(*) from emptied) as wrong`;

const movesStatement = (schema: string): string => `
with expected as (
  select (valid_from at time zone $1)::date as day, change ->> 'before' as from_segment, change ->> 'after' as to_segment,
    count(*) as moves
  from ${schema}.customer_version cross join jsonb_array_elements(changes) as change
  where change ->> 'field' = 'customerSegment'
  group by 1, 2, 3
), written as (
  insert into ${schema}.segment_move as m (day, from_segment, to_segment, moves)
  select day, from_segment, to_segment, moves from expected
  on conflict (day, from_segment, to_segment) do update set moves = excluded.moves
  where m.moves <> excluded.moves
  returning 1
), emptied as (
  update ${schema}.segment_move m set moves = 0
  where moves <> 0 and not exists (
    select from expected e
    where e.day = m.day and e.from_segment is not distinct from m.from_segment
    and e.to_segment is not distinct from m.to_segment)
  returning 1
)
select (select count(*) from written) + (select count(*) from emptied) as wrong`;

const campaignsStatement = (schema: string): string => `
with expected as (
  select campaign_id,
    case when change is null then customer ->> 'customerSegment' else change ->> 'before' end as from_segment,
    customer ->> 'customerSegment' as to_segment, count(*) as customers, max(valid_from) as latest_occurred_at
  from ${schema}.customer_version
  left join lateral (
    select change from jsonb_array_elements(changes) as change where change ->> 'field' = 'customerSegment' limit 1) c on true
  where campaign_id is not null
  group by 1, 2, 3
), written as (
  insert into ${schema}.campaign_move as m (campaign_id, from_segment, to_segment, customers, latest_occurred_at)
  select campaign_id, from_segment, to_segment, customers, latest_occurred_at from expected
  on conflict (campaign_id, from_segment, to_segment) do update
  set customers = excluded.customers, latest_occurred_at = excluded.latest_occurred_at
  where (m.customers, m.latest_occurred_at) <> (excluded.customers, excluded.latest_occurred_at)
  returning 1
), emptied as (
  delete from ${schema}.campaign_move m
  where not exists (
    select from expected e
    where e.campaign_id = m.campaign_id and e.from_segment is not distinct from m.from_segment
    and e.to_segment is not distinct from m.to_segment)
  returning 1
)
select (select count(*) from written) + (select count(*) from emptied) as wrong`;

const gapsStatement = (schema: string): string => `
with expected as (
  select ref_id, (max(version) - count(*))::integer as missing
  from ${schema}.customer_version
  group by ref_id
  having max(version) > count(*)
), written as (
  insert into ${schema}.customer_gap as g (ref_id, missing)
  select ref_id, missing from expected
  on conflict (ref_id) do update set missing = excluded.missing
  where g.missing <> excluded.missing
  returning 1
), closed as (
  delete from ${schema}.customer_gap g
  where not exists (select from expected e where e.ref_id = g.ref_id)
  returning 1
)
select (select count(*) from written) + (select count(*) from closed) as wrong`;

const arrivalStatement = (schema: string): string => `
update ${schema}.arrival
set versions = counted.versions, latest_occurred_at = counted.latest
from (select count(*) as versions, max(valid_from) as latest from ${schema}.customer_version) as counted`;

/** Recomputes all tables that are derived from the versions, in one transaction that blocks the subscribers. */
export const rederive = (connection: PostgresConnection, timeZone: string): Promise<Rederived> =>
  onMaintenanceConnection(connection, async (client) => {
    const { schema } = connection;
    const wrong = async (statement: string, ...values: ReadonlyArray<unknown>): Promise<number> => {
      const { rows } = await client.query(statement, [...values]);
      return decodeRows(t.type({ wrong: whole }))(rows)[0]?.wrong ?? 0;
    };
    await client.query('begin');
    await lockExclusively(client, schema);
    const rederived = {
      customers: (await wrong(customersStatement(schema))) + (await wrong(withoutVersionsStatement(schema))),
      population: await wrong(populationStatement(schema)),
      moves: await wrong(movesStatement(schema), timeZone),
      campaigns: await wrong(campaignsStatement(schema)),
      gaps: await wrong(gapsStatement(schema)),
    };
    await client.query(arrivalStatement(schema));
    await client.query('commit');
    return rederived;
  });
