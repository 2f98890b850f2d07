-- Compatible: processes of the release before work on this.
-- Whoever works on a schema first looks whether it is the one that its release knows.
do $$
begin
  execute format('grant select on migration to %I', current_schema() || '_journal_reader');
end
$$;
