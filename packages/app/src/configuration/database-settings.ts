import { postgresUrl, timeZone } from './kinds.js';
import { maskPassword } from './mask.js';
import { setting } from './setting.js';

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
  timeZone: setting({
    name: 'CASM_TIME_ZONE',
    meaning: 'whose days the warehouse counts moves by; choose it before the first message',
    kind: timeZone,
    byDefault: 'UTC',
  }),
};
