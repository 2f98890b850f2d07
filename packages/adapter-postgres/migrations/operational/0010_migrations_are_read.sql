-- Compatible: processes of the release before work on this.
-- Every process reads which migrations a schema has; who migrates writes it, and nobody else.
do $$
begin
  execute format('grant select on migration to %I', current_schema() || '_journal_reader');
  execute format('revoke insert on migration from %I', current_schema() || '_service');
end
$$;
