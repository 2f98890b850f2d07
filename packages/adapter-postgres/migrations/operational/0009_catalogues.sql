-- Adds a description and `charged` to state reasons, and adds customer profiles.
--
-- The previous release reads whole rows and refuses unknown columns. So the table is renamed, and `state_reason` becomes a view with
-- the columns that the previous release knows; it can write and lock rows through the view.
alter table state_reason rename to state_reason_entry;
alter table state_reason_entry rename constraint state_reason_pk to state_reason_entry_pk;
alter table state_reason_entry rename constraint state_reason_status to state_reason_entry_status;
-- No earlier release used it. ACTIVE is the billed state; the operator decides about the others.
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
