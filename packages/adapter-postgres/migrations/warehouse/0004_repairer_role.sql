-- A subscriber only inserts. An operator overwrites versions and deletes dead letters.
do $$
begin
  execute format('create role %I nologin', current_schema() || '_repairer');
exception
  when duplicate_object or unique_violation then null;
end
$$;

do $$
declare
  subscriber text := quote_ident(current_schema() || '_subscriber');
  repairer text := quote_ident(current_schema() || '_repairer');
begin
  execute format('revoke update on customer_version, dead_letter from %s', subscriber);
  execute format('grant usage on schema %I to %s', current_schema(), repairer);
  execute format('grant select, insert, update on all tables in schema %I to %s', current_schema(), repairer);
  execute format('grant delete on customer_gap, dead_letter to %s', repairer);
end
$$;
