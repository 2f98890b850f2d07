-- Compatible: processes of the release before work on this. What they apply is in no campaign's sum until a reconciliation.
-- The campaign that made the change; null: none did, or it was applied by a release that kept no campaign.
alter table customer_version add column campaign_id text collate "C";
alter table removed_version add column campaign_id text collate "C";

create table campaign_move (
  id uuid not null default gen_random_uuid(),
  campaign_id text collate "C" not null,
  from_segment text collate "C",
  to_segment text collate "C",
  customers bigint not null,
  latest_occurred_at timestamptz(3) not null,
  constraint campaign_move_pk primary key (id),
  constraint campaign_move_key unique nulls not distinct (campaign_id, from_segment, to_segment)
);
comment on table campaign_move is 'How many customers each campaign has moved from segment to segment.';

do $$
begin
  execute format('grant select, insert, update on campaign_move to %I, %I', current_schema() || '_subscriber', current_schema() || '_repairer');
  execute format('grant delete on campaign_move to %I', current_schema() || '_repairer');
end
$$;
