-- The rights to reconcile or rebuild the warehouse: read the journal, and nothing else in this schema.
do $$
begin
  execute format('create role %I nologin', current_schema() || '_journal_reader');
exception
  when duplicate_object or unique_violation then null;
end
$$;

do $$
declare
  reader text := quote_ident(current_schema() || '_journal_reader');
begin
  execute format('grant usage on schema %I to %s', current_schema(), reader);
  execute format('grant select on business_transaction, outbox, outbox_parked to %s', reader);
end
$$;
