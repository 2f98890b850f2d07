-- Compatible: processes of the previous release work on this schema; they accept no API keys.
create table api_key (
  key_id text collate "C" not null,
  client text not null,
  scopes text[] not null,
  secret_digest bytea not null,
  created_at timestamptz(3) not null,
  expires_at timestamptz(3),
  revoked_at timestamptz(3),
  last_used_at timestamptz(3),
  constraint api_key_pk primary key (key_id),
  constraint api_key_digest check (octet_length(secret_digest) = 32)
);
comment on table api_key is 'The API keys of clients. The secret of a key is not here, only its SHA-256.';

-- casm_service verifies keys and records their use; casm_key_keeper creates and revokes them.
do $$
begin
  execute format('create role %I nologin', current_schema() || '_key_keeper');
exception
  when duplicate_object or unique_violation then null;
end
$$;

do $$
declare
  service text := quote_ident(current_schema() || '_service');
  keeper text := quote_ident(current_schema() || '_key_keeper');
begin
  execute format('grant usage on schema %I to %s', current_schema(), keeper);
  execute format('grant select on migration to %s', keeper);
  execute format('grant select, insert, update on api_key to %s', keeper);
  execute format('grant select, update (last_used_at) on api_key to %s', service);
end
$$;
