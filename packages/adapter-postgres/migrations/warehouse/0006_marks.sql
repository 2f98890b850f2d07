-- Identifies the topic: a recreated topic has another record at this offset, or none.
alter table subscription_position
  add column mark_offset bigint,
  add column mark_fingerprint text,
  add constraint subscription_position_mark check ((mark_offset is null) = (mark_fingerprint is null));
comment on column subscription_position.mark_offset is 'The offset of a record that was read, by which the topic is known again.';

-- Dead letters of a topic before it was recreated are moved, because the same places now belong to the recreated topic.
do $$
begin
  execute format('grant update (cluster) on dead_letter to %I', current_schema() || '_subscriber');
end
$$;
