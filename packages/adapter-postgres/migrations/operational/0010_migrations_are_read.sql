-- Compatible: processes of the previous release work on this schema.
-- Every process reads the list of applied migrations. Only the owner, who migrates, writes it.
do $$
begin
  execute format('grant select on migration to %I', current_schema() || '_journal_reader');
  execute format('revoke insert on migration from %I', current_schema() || '_service');
end
$$;
