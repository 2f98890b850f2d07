-- The rights of casm serve and casm relay: history and journal are append-only.
do $$
begin
  execute format('create role %I nologin', current_schema() || '_service');
exception
  when duplicate_object or unique_violation then null;
end
$$;

do $$
declare
  service text := quote_ident(current_schema() || '_service');
begin
  execute format('grant usage on schema %I to %s', current_schema(), service);
  execute format('grant select, insert on all tables in schema %I to %s', current_schema(), service);
  execute format('grant usage on all sequences in schema %I to %s', current_schema(), service);
  execute format('grant update on customer, outbox_shard, customer_segment, state_reason, catalogue_revision to %s', service);
  execute format('grant delete on outbox, request_key to %s', service);
  execute format('revoke insert on outbox_shard, catalogue_revision from %s', service);
end
$$;
