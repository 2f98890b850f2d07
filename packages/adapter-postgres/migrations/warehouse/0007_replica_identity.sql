-- Compatible: processes of the previous release insert rows without an id and get the default.
-- Logical replication identifies rows by the primary key. A segment can be null, so these tables have no natural key.
alter table segment_population
  add column id uuid not null default gen_random_uuid(),
  add constraint segment_population_pk primary key (id);
alter table segment_move
  add column id uuid not null default gen_random_uuid(),
  add constraint segment_move_pk primary key (id);

-- Only the owner, who migrates, writes the list of applied migrations.
do $$
begin
  execute format('revoke insert, update on migration from %I, %I', current_schema() || '_subscriber', current_schema() || '_repairer');
end
$$;
