import { readdir, readFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import { QueryTypes, type Sequelize } from 'sequelize';
import { MigrationError, Umzug } from 'umzug';
import { isLockTimeout } from './failures.js';
import { schemaName } from './schema-name.js';
import { openSequelizeToMigrate } from './sequelize-connection.js';

export interface MigrationTarget {
  /** postgres://user:password@host:port/database; the user may create schemas and roles. */
  readonly url: string;
  readonly schema: string;
}

/** Others kept a table for too long. Nothing was changed by this migration: migrate again. */
export class MigrationGaveUp extends Error {
  override readonly name = 'MigrationGaveUp';
}

/**
 * Brings the operational schema up to date; any number of processes may do so at once. Answers with what was applied, and
 * throws MigrationGaveUp.
 */
export const migrateOperational = (target: MigrationTarget): Promise<ReadonlyArray<string>> =>
  migrate(target, 'operational');

/** Brings the data warehouse's schema up to date, likewise. */
export const migrateWarehouse = (target: MigrationTarget): Promise<ReadonlyArray<string>> =>
  migrate(target, 'warehouse');

const migrate = async (
  { url, schema }: MigrationTarget,
  folder: 'operational' | 'warehouse',
): Promise<ReadonlyArray<string>> => {
  const name = schemaName(schema);
  const sequelize = openSequelizeToMigrate({ url, schema });
  try {
    await sequelize.query('select pg_advisory_lock(hashtextextended($1, 0))', {
      bind: [`casm migrations of ${name}`],
      type: QueryTypes.SELECT,
    });
    await sequelize.query(`create schema if not exists ${name}`);
    const applied = await umzugOf(sequelize, name, folder)
      .up()
      .catch((error: unknown) => {
        if (!(error instanceof MigrationError && isLockTimeout(error))) throw error;
        const what = `migration ${error.migration.name} of ${name} waited ${patience} for a lock that others have`;
        throw new MigrationGaveUp(`${what}; nothing was changed by it, migrate again`, { cause: error });
      });
    return applied.map((migration) => migration.name);
  } finally {
    await sequelize.close();
  }
};

const patience = '5s';

const umzugOf = (sequelize: Sequelize, schema: string, folder: string): Umzug<Sequelize> =>
  new Umzug({
    context: sequelize,
    logger: undefined,
    storage: {
      executed: async () => {
        await sequelize.query(
          `create table if not exists ${schema}.migration (name text primary key, applied_at timestamptz not null default now())`,
        );
        const rows = await sequelize.query<{ name: string }>(`select name from ${schema}.migration`, {
          type: QueryTypes.SELECT,
        });
        return rows.map(({ name }) => name);
      },
      // The migration has recorded itself, in its own transaction.
      logMigration: () => Promise.resolve(),
      unlogMigration: () => Promise.reject(new Error('migrations only go forward')),
    },
    migrations: async () => {
      const location = fileURLToPath(new URL(`../migrations/${folder}/`, import.meta.url));
      const files = (await readdir(location)).filter((file) => file.endsWith('.sql')).sort();
      return files.map((name) => ({
        name,
        up: async () => {
          const sql = await readFile(`${location}${name}`, 'utf8');
          // Sent as one query it is one transaction: a migration and its record are there whole or not at all. What waits
          // for a lock has everybody else wait behind it, so it gives up, and can be tried again.
          await sequelize.query(
            `set local lock_timeout = '${patience}';\n${sql}\ninsert into ${schema}.migration (name) values (${sequelize.escape(name)});`,
          );
        },
      }));
    },
  });
