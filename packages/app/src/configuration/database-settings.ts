import { postgresUrl, timeZone, wholeNumber } from './kinds.js';
import { maskPassword } from './mask.js';
import { setting } from './setting.js';

const hourMs = 3_600_000;

export const databaseSettings = {
  databaseUrl: setting({
    name: 'CASM_DATABASE_URL',
    meaning: 'the operational database; its tables are in schema `casm`',
    kind: postgresUrl,
    byDefault: null,
    defaultInWords: '`casm dev`: embedded',
    mask: maskPassword,
  }),
  dwhDatabaseUrl: setting({
    name: 'CASM_DWH_DATABASE_URL',
    meaning: "the data warehouse's database; schema `casm_dwh`",
    kind: postgresUrl,
    byDefault: null,
    defaultInWords: 'the operational database',
    mask: maskPassword,
  }),
  migrationDatabaseUrl: setting({
    name: 'CASM_MIGRATION_DATABASE_URL',
    meaning:
      'what `casm migrate` connects to the operational database by: as the owner of the schemas, where the processes are others',
    kind: postgresUrl,
    byDefault: null,
    defaultInWords: '`CASM_DATABASE_URL`',
    mask: maskPassword,
  }),
  dwhMigrationDatabaseUrl: setting({
    name: 'CASM_DWH_MIGRATION_DATABASE_URL',
    meaning: 'the same for the data warehouse’s',
    kind: postgresUrl,
    byDefault: null,
    defaultInWords: '`CASM_DWH_DATABASE_URL`, else `CASM_MIGRATION_DATABASE_URL`',
    mask: maskPassword,
  }),
  replicaDatabaseUrl: setting({
    name: 'CASM_REPLICA_DATABASE_URL',
    meaning:
      'a streaming standby of the operational database, from which `casm serve` answers reads that [prefer a replica](../how-to/read-from-a-replica.md)',
    kind: postgresUrl,
    byDefault: null,
    defaultInWords: 'none: the operational database answers',
    mask: maskPassword,
  }),
  replicaMaxLagMs: setting({
    name: 'CASM_REPLICA_MAX_LAG_MS',
    meaning:
      'how old a state of the replica is read, in milliseconds; while it is older, the operational database answers',
    kind: wholeNumber(1000, hourMs),
    byDefault: 5000,
  }),
  timeZone: setting({
    name: 'CASM_TIME_ZONE',
    meaning: 'whose days the warehouse counts moves by; choose it before the first message',
    kind: timeZone,
    byDefault: 'UTC',
  }),
};
