import * as E from 'fp-ts/lib/Either.js';
import type { Sequelize } from 'sequelize';
import type { Umzug } from 'umzug';
import { checkDatabase } from './database-check/check-database.js';
import { DatabaseUnusable } from './database-check/database-problem.js';
import { isLockTimeout } from './failures.js';
import { migrationsOf, type SchemaKind } from './migrations.js';
import { schemaName } from './schema-name.js';
import { type MigrationPackages, migrationPackages, openSequelize } from './sequelize-connection.js';

/** The schema to migrate. */
export interface MigrationTarget {
  /** postgres://user:password@host:port/database; the user may create schemas and roles. */
  readonly url: string;
  readonly schema: string;
}

/**
 * The database did not answer, or another session held a lock on a table for too long. The failed migration changed
 * nothing; retry.
 */
export class MigrationGaveUp extends Error {
  override readonly name = 'MigrationGaveUp';
}

/**
 * Checks the database and applies the pending migrations of the operational schema. Safe to run in several processes at
 * the same time. Returns the names of the applied migrations. Throws DatabaseUnusable or MigrationGaveUp.
 */
export const migrateOperational = (target: MigrationTarget): Promise<ReadonlyArray<string>> =>
  migrate(target, 'operational');

/** The same for the schema of the data warehouse. */
export const migrateWarehouse = (target: MigrationTarget): Promise<ReadonlyArray<string>> =>
  migrate(target, 'warehouse');

const migrate = async ({ url, schema }: MigrationTarget, kind: SchemaKind): Promise<ReadonlyArray<string>> => {
  const name = schemaName(schema);
  const checked = await checkDatabase({ url, schema, holds: kind, rights: 'owner' })();
  if (E.isLeft(checked)) throw new MigrationGaveUp(`the database cannot be reached: ${checked.left.detail}`);
  if (checked.right.length > 0) throw new DatabaseUnusable(checked.right);
  const packages = await migrationPackages();
  const sequelize = await openSequelize(packages, { url, schema });
  try {
    await sequelize.query('select pg_advisory_lock(hashtextextended($1, 0))', {
      bind: [`casm migrations of ${name}`],
      type: packages.QueryTypes.SELECT,
    });
    await sequelize.query(`create schema if not exists ${name}`);
    const applied = await umzugOf(packages, sequelize, name, kind)
      .up()
      .catch((error: unknown) => {
        if (!isLockTimeout(error)) throw error;
        const what =
          error instanceof packages.MigrationError ? `migration ${error.migration.name}` : 'the table of migrations';
        const waited = `${what} of ${name} waited ${lockTimeout} for a lock that others have`;
        throw new MigrationGaveUp(`${waited}; nothing was changed by it, migrate again`, { cause: error });
      });
    return applied.map((migration) => migration.name);
  } finally {
    await sequelize.close();
  }
};

const lockTimeout = '5s';

/* Earlier releases created the table without its last column. */
const tableOfMigrations = (schema: string): string => `
set local lock_timeout = '${lockTimeout}';
create table if not exists ${schema}.migration (
  name text primary key,
  applied_at timestamptz not null default now(),
  compatible boolean not null default false);
do $$
begin
  if not exists (select from pg_attribute where attrelid = '${schema}.migration'::regclass and attname = 'compatible') then
    alter table ${schema}.migration add column compatible boolean not null default false;
  end if;
end
$$`;

const umzugOf = (
  { Umzug, QueryTypes }: MigrationPackages,
  sequelize: Sequelize,
  schema: string,
  kind: SchemaKind,
): Umzug<Sequelize> =>
  new Umzug({
    context: sequelize,
    logger: undefined,
    storage: {
      executed: async () => {
        await sequelize.query(tableOfMigrations(schema));
        const rows = await sequelize.query<{ name: string }>(`select name from ${schema}.migration`, {
          type: QueryTypes.SELECT,
        });
        return rows.map(({ name }) => name);
      },
      // The migration records itself in its own transaction.
      logMigration: () => Promise.resolve(),
      unlogMigration: () => Promise.reject(new Error('migrations only go forward')),
    },
    migrations: async () =>
      (await migrationsOf(kind)).map(({ name, sql, isCompatible }) => ({
        name,
        up: async () => {
          // Sent as one query, so as one transaction: a migration and its record are applied together or not at all. A
          // waiting lock request queues every later one behind it, so it times out and can be retried.
          const record = `insert into ${schema}.migration (name, compatible) values (${sequelize.escape(name)}, ${isCompatible})`;
          await sequelize.query(`set local lock_timeout = '${lockTimeout}';\n${sql}\n${record};`);
        },
      })),
  });
