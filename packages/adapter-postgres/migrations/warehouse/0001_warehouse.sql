create table customer (
  ref_id text collate "C" not null,
  version integer not null,
  external_id text collate "C",
  custom_name text,
  customer_segment text collate "C",
  custom_attributes jsonb not null,
  state text not null,
  state_reason text not null,
  state_valid_from timestamptz(3) not null,
  test_customer boolean not null,
  constraint customer_pk primary key (ref_id)
);
comment on table customer is 'Every customer as the newest version received says.';
create index customer_by_external_id on customer (external_id);
create index customer_by_segment on customer (customer_segment, ref_id);

create table customer_version (
  ref_id text collate "C" not null,
  version integer not null,
  valid_from timestamptz(3) not null,
  operation text not null,
  initiator text not null,
  reason text,
  request_id text not null,
  transaction_id text not null,
  customer jsonb not null,
  changes jsonb not null,
  applied_at timestamptz not null,
  constraint customer_version_pk primary key (ref_id, version)
);
comment on table customer_version is 'Every version received, each once.';
create index customer_version_by_arrival on customer_version (applied_at);

create view customer_period as
select
  ref_id,
  version,
  valid_from,
  lead(valid_from) over (partition by ref_id order by version) as valid_to,
  customer,
  operation,
  initiator,
  reason
from customer_version;
comment on view customer_period is 'Versions with the time during which each was the current one; a late version falls into its place.';

create table segment_population (
  customer_segment text collate "C",
  state text not null,
  customers bigint not null,
  constraint segment_population_key unique nulls not distinct (customer_segment, state)
);
comment on table segment_population is 'How many customers are in a segment and state now.';

create table segment_move (
  day date not null,
  from_segment text collate "C",
  to_segment text collate "C",
  moves bigint not null,
  constraint segment_move_key unique nulls not distinct (day, from_segment, to_segment)
);
comment on table segment_move is 'Moves from segment to segment, by day in the configured time zone.';

create table arrival (
  one boolean not null default true,
  versions bigint not null,
  latest_occurred_at timestamptz(3),
  constraint arrival_pk primary key (one),
  constraint arrival_one_row check (one)
);
comment on table arrival is 'How many versions have arrived, and the newest moment among them.';
insert into arrival (versions) values (0);

create table subscription_position (
  cluster text not null,
  topic text not null,
  partition integer not null,
  next_offset bigint not null,
  constraint subscription_position_pk primary key (cluster, topic, partition)
);
comment on table subscription_position is 'How far each partition has been applied; written in the same commit as what was applied.';

create table dead_letter (
  cluster text not null,
  topic text not null,
  partition integer not null,
  message_offset bigint not null,
  key text,
  body text,
  error text not null,
  arrived_at timestamptz not null default now(),
  constraint dead_letter_pk primary key (cluster, topic, partition, message_offset)
);
comment on table dead_letter is 'Messages that are no Business Transaction.';
