-- The users of the processes, each with the rights that it needs. A superuser runs this once in CASM's database, before `casm migrate`.
-- The passwords are set elsewhere.

-- It owns the schemas. Migrations create group roles, those of a later release too. On PostgreSQL 15 createrole is nearly the right of a
-- superuser; from 16 on it covers the roles only that this user makes.
create role casm_owner login createrole;
do $$ begin execute format('grant create on database %I to casm_owner', current_database()); end $$;

-- The group roles. `casm migrate` grants them their rights.
create role casm_service nologin;
create role casm_journal_reader nologin;
create role casm_key_keeper nologin;
create role casm_dwh_subscriber nologin;
create role casm_dwh_repairer nologin;

-- serve. It cannot retry the dead letters of the warehouse over the API: for that, grant casm_dwh_repairer to casm_api.
create role casm_api login;
grant casm_service, casm_dwh_subscriber to casm_api;

-- relay
create role casm_relay login;
grant casm_service to casm_relay;

-- dwh
create role casm_warehouse login;
grant casm_dwh_subscriber to casm_warehouse;

-- The operator's commands: seed, api-key, outbox, replay, and those below dwh.
create role casm_operator login;
grant casm_service, casm_journal_reader, casm_key_keeper, casm_dwh_subscriber, casm_dwh_repairer to casm_operator;
