-- The warehouse gets changes from the topic only, so its role has access to this schema only.
do $$
begin
  execute format('create role %I nologin', current_schema() || '_subscriber');
exception
  when duplicate_object or unique_violation then null;
end
$$;

do $$
declare
  subscriber text := quote_ident(current_schema() || '_subscriber');
begin
  execute format('grant usage on schema %I to %s', current_schema(), subscriber);
  execute format('grant select, insert, update on all tables in schema %I to %s', current_schema(), subscriber);
end
$$;
