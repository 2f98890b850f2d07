import { migrateOperational, migrateWarehouse } from '@casm/adapter-postgres';
import { execute } from './servers.js';

export const schemas = { operational: 'casm', warehouse: 'casm_dwh' };

/** The databases of one server. */
export interface Databases {
  /** The URL of a new one without tables; `more` ends the statement that makes it. */
  readonly empty: (more?: string) => Promise<string>;
  /** The URL of a new one with both schemas. */
  readonly migrated: () => Promise<string>;
  /** As `migrated`, or one that was given back. */
  readonly borrow: () => Promise<string>;
  /** Nobody may be connected to it any more. */
  readonly giveBack: (url: string) => Promise<void>;
}

const template = 'migrated';

const tables = `select schemaname, tablename, format('%I.%I', schemaname, tablename) as name from pg_tables
  where schemaname in ('${schemas.operational}', '${schemas.warehouse}') order by name`;

/** Keeps what the migrations have put into the tables. */
const keepContents = `create schema contents;
do $$ declare t record; begin
  for t in ${tables} loop
    execute format('create table contents.%I as table %s', t.name, t.name);
  end loop;
end $$`;

/* To empty the tables takes milliseconds, to make a database or to migrate takes most of a second. */
const restoreContents = `do $$ declare t record; begin
  for t in ${tables} loop
    execute format('delete from %s', t.name);
    execute format('insert into %s overriding system value table contents.%I', t.name, t.name);
  end loop;
end $$`;

export const databasesOf = async (admin: string): Promise<Databases> => {
  const urlOf = (name: string): string => {
    const url = new URL(admin);
    url.pathname = `/${name}`;
    return url.href;
  };
  let drawn = 0;
  const make = async (options: string): Promise<string> => {
    drawn += 1;
    const name = `compatibility_${drawn}`;
    await execute(admin, `create database ${name} ${options}`);
    return urlOf(name);
  };
  await execute(admin, `create database ${template} template template0`);
  await migrateOperational({ url: urlOf(template), schema: schemas.operational });
  await migrateWarehouse({ url: urlOf(template), schema: schemas.warehouse });
  await execute(urlOf(template), keepContents);
  const free: Array<string> = [];
  const migrated = (): Promise<string> => make(`template ${template}`);
  return {
    empty: (more = '') => make(`template template0 ${more}`),
    migrated,
    borrow: async () => free.pop() ?? migrated(),
    giveBack: async (url) => {
      await execute(url, restoreContents);
      free.push(url);
    },
  };
};
