-- Compatible: processes of the release before insert without an id, and get one.
-- Logical replication tells the rows of a table by its primary key. A segment may be null, so these tables have no natural key.
alter table segment_population
  add column id uuid not null default gen_random_uuid(),
  add constraint segment_population_pk primary key (id);
alter table segment_move
  add column id uuid not null default gen_random_uuid(),
  add constraint segment_move_pk primary key (id);

-- Who migrates writes which migrations a schema has, and nobody else.
do $$
begin
  execute format('revoke insert, update on migration from %I, %I', current_schema() || '_subscriber', current_schema() || '_repairer');
end
$$;
