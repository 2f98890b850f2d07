-- Compatible: processes of the release before work on this; what they end has no time, and that of its creation counts.
alter table campaign add column ended_at timestamptz(3);
comment on column campaign.ended_at is 'When it was COMPLETED or CANCELLED.';

alter table campaign_chunk add column appended_at timestamptz not null default now();
comment on column campaign_chunk.appended_at is 'When its rows were loaded: a loader that appends nothing for a day has stopped.';
