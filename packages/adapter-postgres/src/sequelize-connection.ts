import pg from 'pg';
import { parse } from 'pg-connection-string';
import type { QueryTypes, Sequelize } from 'sequelize';
import type { MigrationError, Umzug } from 'umzug';
import { addressesOf, settingsOf, untilDone } from './connection.js';
import type { DatabaseUrl } from './postgres-connection.js';
import { MigrationPackagesMissing } from './migration-packages-missing.js';
import { primaryOf } from './own-pool.js';
import { schemaName } from './schema-name.js';
import { swapSettings } from './session-settings.js';

export interface MigrationPackages {
  readonly Sequelize: typeof Sequelize;
  readonly QueryTypes: typeof QueryTypes;
  readonly Umzug: typeof Umzug;
  readonly MigrationError: typeof MigrationError;
}

/**
 * Loads sequelize and umzug on first use: a service that does not migrate needs neither. Throws
 * MigrationPackagesMissing.
 */
export const migrationPackages = async (): Promise<MigrationPackages> => {
  try {
    const [{ Sequelize, QueryTypes }, { Umzug, MigrationError }] = await Promise.all([
      import('sequelize'),
      import('umzug'),
    ]);
    return { Sequelize, QueryTypes, Umzug, MigrationError };
  } catch (cause) {
    throw new MigrationPackagesMissing(
      'migrations need the packages sequelize and umzug: npm install sequelize umzug',
      {
        cause,
      },
    );
  }
};

/** One persistent connection without timeouts: the migration lock belongs to the session. */
export const openSequelize = async (
  { Sequelize }: Pick<MigrationPackages, 'Sequelize'>,
  connection: DatabaseUrl,
): Promise<Sequelize> => {
  const settings = { ...settingsOf(connection), ...untilDone.settings };
  // Parsed as the driver parses it: Sequelize ignores `port` beside a socket, and `sslmode`.
  const { host, port, user, password, database, ...more } = parse(
    await primaryOf(addressesOf(connection.url), untilDone.client),
  );
  return new Sequelize({
    dialect: 'postgres',
    ...(host ? { host } : {}),
    ...(port ? { port: Number(port) } : {}),
    ...(user ? { username: user } : {}),
    ...(password ? { password } : {}),
    ...(database ? { database } : {}),
    dialectModule: pg,
    logging: false,
    schema: schemaName(connection.schema),
    pool: { max: 1, min: 1, idle: 60_000 },
    dialectOptions: { ...more, ...untilDone.client, application_name: 'casm-migrate' },
    hooks: {
      afterConnect: async (session) => {
        if (!(session instanceof pg.Client)) throw new TypeError('Sequelize has connected by another driver');
        await swapSettings(session, settings).catch(async (error: unknown) => {
          await session.end();
          throw error;
        });
      },
    },
  });
};
