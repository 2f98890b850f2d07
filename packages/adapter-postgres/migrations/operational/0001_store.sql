-- One schema holds one tenant. Hot tables have no foreign keys, and their keys start with the customer's ref_id where
-- possible, so that the tables can be distributed by it.

create table customer (
  ref_id text collate "C" not null,
  version integer not null,
  occurred_at timestamptz(3) not null,
  external_id text collate "C",
  custom_name text,
  customer_segment text collate "C",
  custom_attributes jsonb not null,
  state text not null,
  state_reason text collate "C" not null,
  state_valid_from timestamptz(3) not null,
  test_customer boolean not null,
  constraint customer_pk primary key (ref_id),
  constraint customer_version_from_1 check (version >= 1)
)
-- No index on changing columns, and free space on each page: an update stays on its page and changes no index (HOT).
with (fillfactor = 80);
comment on table customer is 'Every customer as it is now: what rating, charging, billing and invoicing see.';

create table customer_external_id (
  external_id text collate "C" not null,
  ref_id text collate "C" not null,
  constraint customer_external_id_pk primary key (external_id)
);
comment on table customer_external_id is 'Whose an external id is; unique for ever, Deactivated customers included.';

create table segment_history (
  ref_id text collate "C" not null,
  version integer not null,
  valid_from timestamptz(3) not null,
  customer_segment text collate "C" not null,
  initiator text not null,
  reason text,
  request_id text not null,
  transaction_id text not null,
  constraint segment_history_pk primary key (ref_id, version)
);
comment on table segment_history is 'Append-only. A period ends when the customer''s next one begins. For audit; no process looks here.';
create index segment_history_by_time on segment_history using brin (valid_from);

create table business_transaction (
  ref_id text collate "C" not null,
  version integer not null,
  transaction_id text collate "C" not null,
  operation text not null,
  occurred_at timestamptz(3) not null,
  -- Text, because these bytes were answered and are published, and jsonb does not preserve bytes.
  body text not null,
  constraint business_transaction_pk primary key (ref_id, version)
);
comment on table business_transaction is 'The journal. Append-only: one row for each version of each customer.';
create index business_transaction_by_time on business_transaction using brin (occurred_at);

create table outbox (
  position bigint generated always as identity,
  shard smallint not null,
  ref_id text collate "C" not null,
  version integer not null,
  topic text not null,
  traceparent text,
  constraint outbox_pk primary key (position)
)
-- A queue: rows live for milliseconds, so dead rows must be vacuumed immediately, regardless of the table's size.
with (autovacuum_vacuum_scale_factor = 0, autovacuum_vacuum_threshold = 2000, autovacuum_vacuum_cost_delay = 0, autovacuum_analyze_scale_factor = 0, autovacuum_analyze_threshold = 100000);
comment on table outbox is 'What is yet to be published; its text is in the journal. position is drawn after the customer is locked, so one customer''s positions grow with its versions.';

create table outbox_shard (
  shard smallint not null,
  holder text,
  leased_until timestamptz not null default '-infinity',
  constraint outbox_shard_pk primary key (shard)
);
comment on table outbox_shard is 'Who publishes a shard, and until when it may.';
insert into outbox_shard (shard) select generate_series(0, 15);

create function shard_of(ref_id text) returns smallint
  language sql immutable strict parallel safe
  return (hashtextextended(ref_id collate "C", 0) & 15)::smallint;
comment on function shard_of is 'The shard of a customer. 16 for good: the number is part of the data.';

create table request_key (
  client text collate "C" not null,
  request_id text collate "C" not null,
  operation text not null,
  content_hash bytea not null,
  ref_id text collate "C",
  version integer,
  -- Null if the answer is the journal's row of (ref_id, version).
  body text,
  created_at timestamptz not null default now(),
  constraint request_key_pk primary key (client, request_id)
);
comment on table request_key is 'Answered requests: a repeat gets the same bytes. Rejections are not kept.';
create index request_key_by_time on request_key using brin (created_at);

create table customer_segment (
  code text collate "C" not null,
  name text not null,
  description text,
  status text not null,
  constraint customer_segment_pk primary key (code),
  constraint customer_segment_status check (status in ('ACTIVE', 'RETIRED'))
);
comment on table customer_segment is 'The segment catalogue.';

create table state_reason (
  code text collate "C" not null,
  state text not null,
  name text not null,
  status text not null,
  constraint state_reason_pk primary key (code),
  constraint state_reason_status check (status in ('ACTIVE', 'RETIRED'))
);
comment on table state_reason is 'Why a customer may be in a state; each reason belongs to one.';

create table catalogue_revision (
  one boolean not null default true,
  revision bigint not null,
  constraint catalogue_revision_pk primary key (one),
  constraint catalogue_revision_one_row check (one)
);
comment on table catalogue_revision is 'Grows with every catalogue change; read with every load, so that a copy in memory is never older than the load.';
insert into catalogue_revision (revision) values (1);
