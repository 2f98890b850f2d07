-- What the migrations make of an empty database, in schema casm. Written by a test: UPDATE_SCHEMA=1.
create schema casm;
do $$ begin create role casm_journal_reader nologin; exception when duplicate_object or unique_violation then null; end $$;
grant usage on schema casm to casm_journal_reader;
do $$ begin create role casm_key_keeper nologin; exception when duplicate_object or unique_violation then null; end $$;
grant usage on schema casm to casm_key_keeper;
do $$ begin create role casm_service nologin; exception when duplicate_object or unique_violation then null; end $$;
grant usage on schema casm to casm_service;
CREATE OR REPLACE FUNCTION casm.shard_of(ref_id text)
 RETURNS smallint
 LANGUAGE sql
 IMMUTABLE PARALLEL SAFE STRICT
RETURN ((hashtextextended((ref_id COLLATE "C"), (0)::bigint) & (15)::bigint))::smallint;
comment on function casm.shard_of(text) is 'The shard of a customer. 16 for good: the number is part of the data.';

create table casm.api_key (
  key_id text collate "C" not null,
  client text not null,
  scopes text[] not null,
  secret_digest bytea not null,
  created_at timestamp(3) with time zone not null,
  expires_at timestamp(3) with time zone,
  revoked_at timestamp(3) with time zone,
  last_used_at timestamp(3) with time zone,
  successor_id text collate "C",
  constraint api_key_digest CHECK ((octet_length(secret_digest) = 32)),
  constraint api_key_pk PRIMARY KEY (key_id)
);
comment on table casm.api_key is 'The API keys of clients. The secret of a key is not here, only its SHA-256.';
comment on column casm.api_key.successor_id is 'The key that took the place of this one. Then expires_at is the end of the overlap, at the latest.';
grant insert, select, update on casm.api_key to casm_key_keeper;
grant select on casm.api_key to casm_service;
grant update (last_used_at) on casm.api_key to casm_service;

create table casm.business_transaction (
  ref_id text collate "C" not null,
  version integer not null,
  transaction_id text collate "C" not null,
  operation text not null,
  occurred_at timestamp(3) with time zone not null,
  body text not null,
  kind text default 'customer'::text not null,
  constraint business_transaction_pk PRIMARY KEY (ref_id, version)
);
CREATE INDEX business_transaction_by_time ON casm.business_transaction USING brin (occurred_at);
comment on table casm.business_transaction is 'The journal. Append-only: one row for each version of each customer.';
grant select on casm.business_transaction to casm_journal_reader;
grant insert, select on casm.business_transaction to casm_service;

create table casm.campaign (
  campaign_id text collate "C" not null,
  client text collate "C" not null,
  request_id text collate "C" not null,
  content_hash bytea not null,
  name text not null,
  customer_segment text collate "C",
  reason text,
  start_at timestamp(3) with time zone,
  customers jsonb,
  created_at timestamp(3) with time zone not null,
  state text not null,
  validating boolean not null,
  rows integer,
  ended_at timestamp(3) with time zone,
  on_behalf_of text,
  constraint campaign_pk PRIMARY KEY (campaign_id),
  constraint campaign_request UNIQUE (client, request_id),
  constraint campaign_state CHECK ((state = ANY (ARRAY['DRAFT'::text, 'VALIDATED'::text, 'RUNNING'::text, 'PAUSED'::text, 'COMPLETED'::text, 'CANCELLED'::text])))
);
comment on table casm.campaign is 'Each order to move many customers, and where it stands.';
comment on column casm.campaign.ended_at is 'When it was COMPLETED or CANCELLED.';
comment on column casm.campaign.on_behalf_of is 'The user that the client acted for; null if none is known.';
grant delete, insert, select, update on casm.campaign to casm_service;

create table casm.campaign_chunk (
  campaign_id text collate "C" not null,
  chunk integer not null,
  first_line integer not null,
  last_line integer not null,
  lines integer[] not null,
  ref_ids text[] not null,
  external_ids text[] not null,
  customer_segments text[] not null,
  reasons text[] not null,
  duplicates integer[] default '{}'::integer[] not null,
  holder text,
  leased_until timestamp with time zone default '-infinity'::timestamp with time zone not null,
  forecast jsonb,
  results text,
  tally jsonb,
  settled boolean default false not null,
  revision integer default 0 not null,
  appended_at timestamp with time zone default now() not null,
  constraint campaign_chunk_pk PRIMARY KEY (campaign_id, chunk)
);
CREATE INDEX campaign_chunk_to_run ON casm.campaign_chunk USING btree (campaign_id, chunk) WHERE (NOT settled);
CREATE INDEX campaign_chunk_to_validate ON casm.campaign_chunk USING btree (campaign_id, chunk) WHERE (forecast IS NULL);
comment on table casm.campaign_chunk is 'The rows of a campaign by the thousand, each chunk with its results: the checkpoint, written in the commit of its changes.';
comment on column casm.campaign_chunk.appended_at is 'When its rows were loaded: a loader that appends nothing for a day has stopped.';
grant delete, insert, select, update on casm.campaign_chunk to casm_service;

create table casm.catalogue_revision (
  one boolean default true not null,
  revision bigint not null,
  constraint catalogue_revision_one_row CHECK (one),
  constraint catalogue_revision_pk PRIMARY KEY (one)
);
comment on table casm.catalogue_revision is 'Grows with every catalogue change; read with every load, so that a copy in memory is never older than the load.';
grant select, update on casm.catalogue_revision to casm_service;

create table casm.customer (
  ref_id text collate "C" not null,
  version integer not null,
  occurred_at timestamp(3) with time zone not null,
  external_id text collate "C",
  custom_name text,
  customer_segment text collate "C",
  custom_attributes jsonb not null,
  state text not null,
  state_reason text collate "C" not null,
  state_valid_from timestamp(3) with time zone not null,
  test_customer boolean not null,
  pending_state jsonb,
  constraint customer_pk PRIMARY KEY (ref_id),
  constraint customer_version_from_1 CHECK ((version >= 1))
) with (fillfactor=80);
CREATE INDEX customer_with_confirmed_plan ON casm.customer USING btree (ref_id) WHERE ((pending_state IS NOT NULL) AND (pending_state @> '{"confirmed": true}'::jsonb));
comment on table casm.customer is 'Every customer as it is now: what rating, charging, billing and invoicing see.';
grant insert, select, update on casm.customer to casm_service;

create table casm.customer_external_id (
  external_id text collate "C" not null,
  ref_id text collate "C" not null,
  constraint customer_external_id_pk PRIMARY KEY (external_id)
);
comment on table casm.customer_external_id is 'Whose an external id is; unique for ever, Deactivated customers included.';
grant delete, insert, select on casm.customer_external_id to casm_service;

create table casm.customer_profile (
  code text collate "C" not null,
  name text not null,
  description text,
  customer_segment text collate "C",
  state text not null,
  state_reason text collate "C" not null,
  status text not null,
  constraint customer_profile_pk PRIMARY KEY (code),
  constraint customer_profile_status CHECK ((status = ANY (ARRAY['ACTIVE'::text, 'RETIRED'::text])))
);
comment on table casm.customer_profile is 'Templates for new customers; they count at the creation only.';
grant insert, select, update on casm.customer_profile to casm_service;

create table casm.customer_segment (
  code text collate "C" not null,
  name text not null,
  description text,
  status text not null,
  constraint customer_segment_pk PRIMARY KEY (code),
  constraint customer_segment_status CHECK ((status = ANY (ARRAY['ACTIVE'::text, 'RETIRED'::text])))
);
comment on table casm.customer_segment is 'The segment catalogue.';
grant insert, select, update on casm.customer_segment to casm_service;

create table casm.migration (
  name text not null,
  applied_at timestamp with time zone default now() not null,
  compatible boolean default false not null,
  constraint migration_pkey PRIMARY KEY (name)
);
grant select on casm.migration to casm_journal_reader;
grant select on casm.migration to casm_key_keeper;
grant select on casm.migration to casm_service;

create table casm.outbox (
  "position" bigint generated always as identity not null,
  shard smallint not null,
  ref_id text collate "C" not null,
  version integer not null,
  topic text not null,
  traceparent text,
  kind text default 'customer'::text not null,
  constraint outbox_pk PRIMARY KEY (topic, "position")
) with (autovacuum_vacuum_scale_factor=0, autovacuum_vacuum_threshold=2000, autovacuum_vacuum_cost_delay=0, autovacuum_analyze_scale_factor=0, autovacuum_analyze_threshold=100000);
comment on table casm.outbox is 'What is yet to be published; its text is in the journal. position is drawn after the customer is locked, so one customer''s positions grow with its versions.';
grant select on casm.outbox to casm_journal_reader;
grant delete, insert, select on casm.outbox to casm_service;

create table casm.outbox_parked (
  "position" bigint not null,
  shard smallint not null,
  ref_id text collate "C" not null,
  version integer not null,
  topic text not null,
  traceparent text,
  error text,
  parked_at timestamp with time zone default now() not null,
  discarded_at timestamp with time zone,
  kind text default 'customer'::text not null,
  constraint outbox_parked_pk PRIMARY KEY ("position")
);
CREATE INDEX outbox_discarded ON casm.outbox_parked USING btree (ref_id, version, topic) WHERE (discarded_at IS NOT NULL);
CREATE INDEX outbox_parked_by_customer ON casm.outbox_parked USING btree (ref_id, topic, "position") WHERE (discarded_at IS NULL);
comment on table casm.outbox_parked is 'What the streaming platform refuses, and what must not go before it; an operator decides.';
grant select on casm.outbox_parked to casm_journal_reader;
grant delete, insert, select, update on casm.outbox_parked to casm_service;

create table casm.outbox_shard (
  shard smallint not null,
  holder text,
  leased_until timestamp with time zone default '-infinity'::timestamp with time zone not null,
  constraint outbox_shard_pk PRIMARY KEY (shard)
);
comment on table casm.outbox_shard is 'Who publishes a shard, and until when it may.';
grant select, update on casm.outbox_shard to casm_service;

create table casm.request_key (
  client text collate "C" not null,
  request_id text collate "C" not null,
  operation text not null,
  content_hash bytea not null,
  ref_id text collate "C",
  version integer,
  body text,
  created_at timestamp with time zone default now() not null,
  constraint request_key_pk PRIMARY KEY (client, request_id)
) with (autovacuum_vacuum_scale_factor=0.02);
comment on table casm.request_key is 'Answered requests: a repeat gets the same bytes. Rejections are not kept.';
grant delete, insert, select on casm.request_key to casm_service;

create table casm.segment_history (
  ref_id text collate "C" not null,
  version integer not null,
  valid_from timestamp(3) with time zone not null,
  customer_segment text collate "C" not null,
  initiator text not null,
  reason text,
  request_id text not null,
  transaction_id text not null,
  on_behalf_of text,
  constraint segment_history_pk PRIMARY KEY (ref_id, version)
);
CREATE INDEX segment_history_by_time ON casm.segment_history USING brin (valid_from);
comment on table casm.segment_history is 'Append-only. A period ends when the customer''s next one begins. For audit; no process looks here.';
grant insert, select on casm.segment_history to casm_service;

create table casm.state_history (
  ref_id text collate "C" not null,
  version integer not null,
  valid_from timestamp(3) with time zone not null,
  state text not null,
  state_reason text collate "C" not null,
  state_valid_from timestamp(3) with time zone not null,
  initiator text not null,
  reason text,
  request_id text not null,
  transaction_id text not null,
  on_behalf_of text,
  constraint state_history_pk PRIMARY KEY (ref_id, version)
);
comment on table casm.state_history is 'Append-only. A period ends when the customer''s next one begins. For audit; no process looks here.';
grant insert, select on casm.state_history to casm_service;

create table casm.state_reason_entry (
  code text collate "C" not null,
  state text not null,
  name text not null,
  status text not null,
  description text,
  charged boolean default false not null,
  constraint state_reason_entry_pk PRIMARY KEY (code),
  constraint state_reason_entry_status CHECK ((status = ANY (ARRAY['ACTIVE'::text, 'RETIRED'::text])))
);
comment on table casm.state_reason_entry is 'Why a customer may be in a state; each reason belongs to one.';
grant insert, select, update on casm.state_reason_entry to casm_service;

create view casm.state_reason as
 SELECT code,
    state,
    name,
    status
   FROM casm.state_reason_entry;
comment on view casm.state_reason is 'The state reasons as the release before 0009 sees them.';
grant insert, select, update on casm.state_reason to casm_service;
grant usage on sequence casm.outbox_position_seq to casm_service;
