create table outbox_parked (
  position bigint not null,
  shard smallint not null,
  ref_id text collate "C" not null,
  version integer not null,
  topic text not null,
  traceparent text,
  -- Null if the message is valid and only waits behind an earlier one.
  error text,
  parked_at timestamptz not null default now(),
  -- Set if an operator has discarded the message: its topic never gets it, not even from a replay.
  discarded_at timestamptz,
  constraint outbox_parked_pk primary key (position)
);
comment on table outbox_parked is 'What the streaming platform refuses, and what must not go before it; an operator decides.';
create index outbox_parked_by_customer on outbox_parked (ref_id, topic, position) where discarded_at is null;
create index outbox_discarded on outbox_parked (ref_id, version, topic) where discarded_at is not null;

do $$
begin
  execute format('grant select, insert, update, delete on outbox_parked to %I', current_schema() || '_service');
end
$$;
