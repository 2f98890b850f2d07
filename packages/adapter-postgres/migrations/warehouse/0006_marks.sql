-- A topic that was made anew has another record, or none, where this one was read.
alter table subscription_position
  add column mark_offset bigint,
  add column mark_fingerprint text,
  add constraint subscription_position_mark check ((mark_offset is null) = (mark_fingerprint is null));
comment on column subscription_position.mark_offset is 'The offset of a record that was read, by which the topic is known again.';

-- Dead letters of the topic as it was before make room: their places are another topic's from then on.
do $$
begin
  execute format('grant update (cluster) on dead_letter to %I', current_schema() || '_subscriber');
end
$$;
