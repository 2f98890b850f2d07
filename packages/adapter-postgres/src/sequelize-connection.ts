import pg from 'pg';
import { type PoolOptions, Sequelize } from 'sequelize';
import { addressIn, inTime, type Pace, type PostgresConnection, settingsOf, untilDone } from './connection.js';
import { schemaName } from './schema-name.js';
import { giveSettings } from './session-settings.js';

/** Sequelize, for the catalogue and the reports. */
export const openSequelize = (connection: PostgresConnection, name: string): Sequelize =>
  sequelizeOn(connection, name, inTime, { max: 4, min: 0, acquire: 4_000 });

/** One connection that is kept, without limits of time: for migrations, whose lock is the session's. */
export const openSequelizeToMigrate = (connection: PostgresConnection): Sequelize =>
  sequelizeOn(connection, 'casm-migrate', untilDone, { max: 1, min: 1, idle: 60_000 });

const sequelizeOn = (connection: PostgresConnection, name: string, pace: Pace, pool: PoolOptions): Sequelize => {
  const settings = { ...settingsOf(connection), ...pace.settings };
  return new Sequelize(addressIn(connection.url), {
    dialect: 'postgres',
    dialectModule: pg,
    logging: false,
    schema: schemaName(connection.schema),
    pool,
    dialectOptions: { ...pace.client, application_name: name },
    hooks: {
      afterConnect: async (session) => {
        if (!(session instanceof pg.Client)) throw new TypeError('Sequelize has connected by another driver');
        await giveSettings(session, settings).catch(async (error: unknown) => {
          await session.end();
          throw error;
        });
      },
    },
  });
};
