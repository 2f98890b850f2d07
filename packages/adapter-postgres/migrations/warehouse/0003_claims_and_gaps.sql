-- Positions are stored for each group. A partition has one subscriber at a time: the one that claimed it last.
alter table subscription_position
  add column consumer_group text collate "C" not null default 'casm-dwh',
  add column subscriber text,
  alter column next_offset drop not null,
  drop constraint subscription_position_pk,
  add constraint subscription_position_pk primary key (cluster, consumer_group, topic, partition);
alter table subscription_position alter column consumer_group drop default;

alter table dead_letter
  add column consumer_group text collate "C" not null default 'casm-dwh',
  drop constraint dead_letter_pk,
  add constraint dead_letter_pk primary key (cluster, consumer_group, topic, partition, message_offset);
alter table dead_letter alter column consumer_group drop default;
comment on table dead_letter is 'Messages that cannot be applied.';

comment on column customer_version.applied_at is 'When it was received; -infinity: it was restored from the journal.';

-- With ref_id in the index, the planner used it for look-ups by ref_id in a small table (PostgreSQL 18 has skip scans).
drop index customer_by_segment;
create index customer_by_segment on customer (customer_segment);

create table customer_gap (
  ref_id text collate "C" not null,
  missing integer not null,
  constraint customer_gap_pk primary key (ref_id)
);
comment on table customer_gap is 'How many versions have not arrived although a later one has; a customer without gaps has no row.';

insert into customer_gap (ref_id, missing)
select ref_id, max(version) - count(*)
from customer_version
group by ref_id
having max(version) > count(*);

do $$
begin
  execute format('grant select, insert, update, delete on customer_gap to %I', current_schema() || '_subscriber');
end
$$;
