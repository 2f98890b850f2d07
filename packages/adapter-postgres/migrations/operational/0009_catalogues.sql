-- State reasons get a description and whether a customer in the state is charged, and customer profiles come beside them.
--
-- The release before reads whole rows and refuses members that it does not know. So the table goes on under another name, and
-- `state_reason` is a view with the columns that release knows; it can write and lock through it.
alter table state_reason rename to state_reason_entry;
alter table state_reason_entry rename constraint state_reason_pk to state_reason_entry_pk;
alter table state_reason_entry rename constraint state_reason_status to state_reason_entry_status;
-- Nothing was charged by it before. ACTIVE is the state that is billed; what else is charged is for the operator to say.
alter table state_reason_entry add column description text, add column charged boolean not null default false;
update state_reason_entry set charged = true where state = 'ACTIVE';

create view state_reason as select code, state, name, status from state_reason_entry;
comment on view state_reason is 'The state reasons as the release before 0009 sees them.';

create table customer_profile (
  code text collate "C" not null,
  name text not null,
  description text,
  customer_segment text collate "C",
  state text not null,
  state_reason text collate "C" not null,
  status text not null,
  constraint customer_profile_pk primary key (code),
  constraint customer_profile_status check (status in ('ACTIVE', 'RETIRED'))
);
comment on table customer_profile is 'Templates for new customers; they count at the creation only.';

do $$
declare
  service text := quote_ident(current_schema() || '_service');
begin
  execute format('grant select, insert, update on customer_profile, state_reason to %s', service);
end
$$;
