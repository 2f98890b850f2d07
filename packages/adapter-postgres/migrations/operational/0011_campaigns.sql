-- Compatible: processes of the release before work on this.
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
  -- Null: they are still being loaded.
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
  -- The rows, one item of each array for each row.
  lines integer[] not null,
  ref_ids text[] not null,
  external_ids text[] not null,
  customer_segments text[] not null,
  reasons text[] not null,
  -- The lines that a later row of the campaign makes duplicates.
  duplicates integer[] not null default '{}',
  holder text,
  leased_until timestamptz not null default '-infinity',
  -- What the dry run found; null: it has not been here.
  forecast jsonb,
  -- Text and a tally of it: a JSON array with an item for each row, null where the row has no result yet.
  results text,
  tally jsonb,
  settled boolean not null default false,
  -- Grows with each commit of results: what was decided on another revision is not committed.
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
