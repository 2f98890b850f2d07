-- A plan is part of its customer. The index is partial, because few customers have a plan; updates of the others do not change it.
alter table customer add column pending_state jsonb;
create index customer_with_confirmed_plan on customer (ref_id)
  where pending_state is not null and pending_state @> '{"confirmed": true}';

create table state_history (
  ref_id text collate "C" not null,
  version integer not null,
  valid_from timestamptz(3) not null,
  state text not null,
  state_reason text collate "C" not null,
  state_valid_from timestamptz(3) not null,
  initiator text not null,
  reason text,
  request_id text not null,
  transaction_id text not null,
  constraint state_history_pk primary key (ref_id, version)
);
comment on table state_history is 'Append-only. A period ends when the customer''s next one begins. For audit; no process looks here.';

-- The earlier states come from the journal, which has every version.
insert into state_history
select
  ref_id,
  version,
  occurred_at,
  body::json #>> '{payload,customer,state,state}',
  body::json #>> '{payload,customer,state,stateReason}',
  (body::json #>> '{payload,customer,state,stateValidFrom}')::timestamptz,
  body::json ->> 'initiator',
  body::json ->> 'reason',
  body::json ->> 'requestId',
  transaction_id
from business_transaction
where exists (select from json_array_elements(body::json -> 'changes') as change where change ->> 'field' = 'state');

-- A customer that gets a new external id releases the previous one.
do $$
declare
  service text := quote_ident(current_schema() || '_service');
begin
  execute format('grant select, insert on state_history to %s', service);
  execute format('grant delete on customer_external_id to %s', service);
end
$$;
