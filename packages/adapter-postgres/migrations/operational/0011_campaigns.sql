-- Compatible: processes of the previous release work on this schema.
create table campaign (
  campaign_id text collate "C" not null,
  client text collate "C" not null,
  request_id text collate "C" not null,
  content_hash bytea not null,
  name text not null,
  customer_segment text collate "C",
  reason text,
  start_at timestamptz(3),
  customers jsonb,
  created_at timestamptz(3) not null,
  state text not null,
  validating boolean not null,
  -- Null while they are being loaded.
  rows integer,
  constraint campaign_pk primary key (campaign_id),
  constraint campaign_request unique (client, request_id),
  constraint campaign_state check (state in ('DRAFT', 'VALIDATED', 'RUNNING', 'PAUSED', 'COMPLETED', 'CANCELLED'))
);
comment on table campaign is 'Each order to move many customers, and where it stands.';

create table campaign_chunk (
  campaign_id text collate "C" not null,
  chunk integer not null,
  first_line integer not null,
  last_line integer not null,
  -- The rows: each array has one item per row.
  lines integer[] not null,
  ref_ids text[] not null,
  external_ids text[] not null,
  customer_segments text[] not null,
  reasons text[] not null,
  -- The lines of duplicates: a later row names the same customer.
  duplicates integer[] not null default '{}',
  holder text,
  leased_until timestamptz not null default '-infinity',
  -- The result of the dry run; null before it.
  forecast jsonb,
  -- A JSON array as text, with one item per row, null for a row without a result; `tally` counts them.
  results text,
  tally jsonb,
  settled boolean not null default false,
  -- Incremented by each commit of results. Decisions on another revision are not committed.
  revision integer not null default 0,
  constraint campaign_chunk_pk primary key (campaign_id, chunk)
);
comment on table campaign_chunk is 'The rows of a campaign by the thousand, each chunk with its results: the checkpoint, written in the commit of its changes.';
create index campaign_chunk_to_run on campaign_chunk (campaign_id, chunk) where not settled;
create index campaign_chunk_to_validate on campaign_chunk (campaign_id, chunk) where forecast is null;

do $$
begin
  execute format('grant select, insert, update, delete on campaign, campaign_chunk to %I', current_schema() || '_service');
end
$$;
