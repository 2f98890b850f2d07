-- What the migrations make of an empty database, in schema casm_dwh. Written by a test: UPDATE_SCHEMA=1.
create schema casm_dwh;
do $$ begin create role casm_dwh_repairer nologin; exception when duplicate_object or unique_violation then null; end $$;
grant usage on schema casm_dwh to casm_dwh_repairer;
do $$ begin create role casm_dwh_subscriber nologin; exception when duplicate_object or unique_violation then null; end $$;
grant usage on schema casm_dwh to casm_dwh_subscriber;

create table casm_dwh.arrival (
  one boolean default true not null,
  versions bigint not null,
  latest_occurred_at timestamp(3) with time zone,
  constraint arrival_one_row CHECK (one),
  constraint arrival_pk PRIMARY KEY (one)
);
comment on table casm_dwh.arrival is 'How many versions have arrived, and the newest moment among them.';
grant insert, select, update on casm_dwh.arrival to casm_dwh_repairer;
grant insert, select, update on casm_dwh.arrival to casm_dwh_subscriber;

create table casm_dwh.campaign_move (
  id uuid default gen_random_uuid() not null,
  campaign_id text collate "C" not null,
  from_segment text collate "C",
  to_segment text collate "C",
  customers bigint not null,
  latest_occurred_at timestamp(3) with time zone not null,
  constraint campaign_move_key UNIQUE NULLS NOT DISTINCT (campaign_id, from_segment, to_segment),
  constraint campaign_move_pk PRIMARY KEY (id)
);
comment on table casm_dwh.campaign_move is 'How many customers each campaign has moved from segment to segment.';
grant delete, insert, select, update on casm_dwh.campaign_move to casm_dwh_repairer;
grant insert, select, update on casm_dwh.campaign_move to casm_dwh_subscriber;

create table casm_dwh.customer (
  ref_id text collate "C" not null,
  version integer not null,
  external_id text collate "C",
  custom_name text,
  customer_segment text collate "C",
  custom_attributes jsonb not null,
  state text not null,
  state_reason text not null,
  state_valid_from timestamp(3) with time zone not null,
  test_customer boolean not null,
  pending_state jsonb,
  constraint customer_pk PRIMARY KEY (ref_id)
);
CREATE INDEX customer_by_external_id ON casm_dwh.customer USING btree (external_id);
CREATE INDEX customer_by_segment ON casm_dwh.customer USING btree (customer_segment);
comment on table casm_dwh.customer is 'Every customer as the newest version received says.';
grant delete, insert, select, update on casm_dwh.customer to casm_dwh_repairer;
grant insert, select, update on casm_dwh.customer to casm_dwh_subscriber;

create table casm_dwh.customer_gap (
  ref_id text collate "C" not null,
  missing integer not null,
  constraint customer_gap_pk PRIMARY KEY (ref_id)
);
comment on table casm_dwh.customer_gap is 'How many versions have not arrived although a later one has; a customer without gaps has no row.';
grant delete, insert, select, update on casm_dwh.customer_gap to casm_dwh_repairer;
grant delete, insert, select, update on casm_dwh.customer_gap to casm_dwh_subscriber;

create table casm_dwh.customer_version (
  ref_id text collate "C" not null,
  version integer not null,
  valid_from timestamp(3) with time zone not null,
  operation text not null,
  initiator text not null,
  reason text,
  request_id text not null,
  transaction_id text not null,
  customer jsonb not null,
  changes jsonb not null,
  applied_at timestamp with time zone not null,
  on_behalf_of text,
  campaign_id text collate "C",
  constraint customer_version_pk PRIMARY KEY (ref_id, version)
);
CREATE INDEX customer_version_by_arrival ON casm_dwh.customer_version USING btree (applied_at);
comment on table casm_dwh.customer_version is 'Every version received, each once.';
comment on column casm_dwh.customer_version.applied_at is 'When it was received; -infinity: it was restored from the journal.';
grant delete, insert, select, update on casm_dwh.customer_version to casm_dwh_repairer;
grant insert, select on casm_dwh.customer_version to casm_dwh_subscriber;

create table casm_dwh.dead_letter (
  cluster text not null,
  topic text not null,
  partition integer not null,
  message_offset bigint not null,
  key text,
  body text,
  error text not null,
  arrived_at timestamp with time zone default now() not null,
  consumer_group text collate "C" not null,
  kind text default 'unreadable'::text not null,
  constraint dead_letter_kind CHECK ((kind = ANY (ARRAY['unreadable'::text, 'unstorable'::text, 'conflict'::text]))),
  constraint dead_letter_pk PRIMARY KEY (cluster, consumer_group, topic, partition, message_offset)
);
comment on table casm_dwh.dead_letter is 'Messages that cannot be applied.';
comment on column casm_dwh.dead_letter.kind is 'unreadable: no Business Transaction that this release knows; unstorable: a value that no column holds; conflict: another transaction has that version.';
grant delete, insert, select, update on casm_dwh.dead_letter to casm_dwh_repairer;
grant insert, select on casm_dwh.dead_letter to casm_dwh_subscriber;
grant update (cluster) on casm_dwh.dead_letter to casm_dwh_subscriber;

create table casm_dwh.migration (
  name text not null,
  applied_at timestamp with time zone default now() not null,
  compatible boolean default false not null,
  constraint migration_pkey PRIMARY KEY (name)
);
grant select on casm_dwh.migration to casm_dwh_repairer;
grant select on casm_dwh.migration to casm_dwh_subscriber;

create table casm_dwh.removed_version (
  ref_id text collate "C" not null,
  version integer not null,
  valid_from timestamp(3) with time zone not null,
  operation text not null,
  initiator text not null,
  reason text,
  request_id text not null,
  transaction_id text not null,
  customer jsonb not null,
  changes jsonb not null,
  applied_at timestamp with time zone not null,
  removed_at timestamp with time zone default now() not null,
  on_behalf_of text,
  campaign_id text collate "C",
  constraint removed_version_pk PRIMARY KEY (ref_id, version, transaction_id)
);
comment on table casm_dwh.removed_version is 'Versions that the journal has no more, removed by a reconciliation: what a restore of the operational database has undone.';
grant insert, select on casm_dwh.removed_version to casm_dwh_repairer;

create table casm_dwh.segment_move (
  day date not null,
  from_segment text collate "C",
  to_segment text collate "C",
  moves bigint not null,
  id uuid default gen_random_uuid() not null,
  constraint segment_move_key UNIQUE NULLS NOT DISTINCT (day, from_segment, to_segment),
  constraint segment_move_pk PRIMARY KEY (id)
);
comment on table casm_dwh.segment_move is 'Moves from segment to segment, by day in the configured time zone.';
grant insert, select, update on casm_dwh.segment_move to casm_dwh_repairer;
grant insert, select, update on casm_dwh.segment_move to casm_dwh_subscriber;

create table casm_dwh.segment_population (
  customer_segment text collate "C",
  state text not null,
  customers bigint not null,
  id uuid default gen_random_uuid() not null,
  constraint segment_population_key UNIQUE NULLS NOT DISTINCT (customer_segment, state),
  constraint segment_population_pk PRIMARY KEY (id)
);
comment on table casm_dwh.segment_population is 'How many customers are in a segment and state now.';
grant insert, select, update on casm_dwh.segment_population to casm_dwh_repairer;
grant insert, select, update on casm_dwh.segment_population to casm_dwh_subscriber;

create table casm_dwh.subscription_position (
  cluster text not null,
  topic text not null,
  partition integer not null,
  next_offset bigint,
  consumer_group text collate "C" not null,
  subscriber text,
  mark_offset bigint,
  mark_fingerprint text,
  constraint subscription_position_mark CHECK (((mark_offset IS NULL) = (mark_fingerprint IS NULL))),
  constraint subscription_position_pk PRIMARY KEY (cluster, consumer_group, topic, partition)
);
comment on table casm_dwh.subscription_position is 'How far each partition has been applied; written in the same commit as what was applied.';
comment on column casm_dwh.subscription_position.mark_offset is 'The offset of a record that was read, by which the topic is known again.';
grant insert, select, update on casm_dwh.subscription_position to casm_dwh_repairer;
grant insert, select, update on casm_dwh.subscription_position to casm_dwh_subscriber;

create view casm_dwh.customer_period as
 SELECT ref_id,
    version,
    valid_from,
    lead(valid_from) OVER (PARTITION BY ref_id ORDER BY version) AS valid_to,
    customer,
    operation,
    initiator,
    reason,
    on_behalf_of
   FROM casm_dwh.customer_version;
comment on view casm_dwh.customer_period is 'Versions with the time during which each was the current one; a late version falls into its place.';
grant insert, select, update on casm_dwh.customer_period to casm_dwh_repairer;
grant insert, select, update on casm_dwh.customer_period to casm_dwh_subscriber;
