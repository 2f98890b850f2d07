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
  timeZone: setting({
    name: 'CASM_TIME_ZONE',
    meaning: 'whose days the warehouse counts moves by; choose it before the first message',
    kind: timeZone,
    byDefault: 'UTC',
  }),
};
