import pg from 'pg';
import { Sequelize } from 'sequelize';
import { schemaName } from './schema-name.js';

/** How to reach one schema of one database. */
export interface PostgresConnection {
  /** postgres://user:password@host:port/database */
  readonly url: string;
  /** The schema that holds the tables; one tenant, one schema. */
  readonly schema: string;
  /** Acts as this role, which the user of `url` must be a member of; by default as that user. */
  readonly role?: string;
  /** Most connections of one pool; by default 8. */
  readonly poolSize?: number;
}

const poolSizeOf = ({ poolSize = 8 }: PostgresConnection): number => poolSize;

/**
 * Every connection acts as its role from the first statement on. A commit is synchronous whatever the server's default.
 * jit costs tens of milliseconds on a first plan and wins nothing on statements of a few rows.
 */
const settingsOf = ({ schema, role }: PostgresConnection): string =>
  [
    `-c search_path=${schemaName(schema)}`,
    '-c synchronous_commit=on',
    '-c jit=off',
    ...(role === undefined ? [] : [`-c role=${schemaName(role)}`]),
  ].join(' ');

const limits = {
  connectionTimeoutMillis: 2_000,
  /** On the server: a statement that takes longer is rolled back. */
  statement_timeout: 10_000,
  idle_in_transaction_session_timeout: 10_000,
  /** On the client, a little more: for a server that does not answer at all. */
  query_timeout: 12_000,
  keepAlive: true,
};

/*
 * What goes through these pools looks up a few rows by key in tables of millions, or reads the head of a queue. Without
 * statistics (a fresh table, a generic plan) the planner would scan, hash or merge whole tables for that. Plans are made
 * once: for arrays of one item a plan of their own looks cheaper than the general one, is the same, and was made anew for
 * every lone change (measured: a load of 480 to 650 µs of the server instead of 180 to 250).
 */
const lookUpsByKey =
  '-c enable_seqscan=off -c enable_hashjoin=off -c enable_mergejoin=off -c plan_cache_mode=force_generic_plan';

/** A pool for the write path and the warehouse's; reports, which read much, go through Sequelize. */
export const openPool = (connection: PostgresConnection, name: string): pg.Pool => {
  const pool = new pg.Pool({
    ...limits,
    connectionString: connection.url,
    application_name: name,
    max: poolSizeOf(connection),
    options: `${settingsOf(connection)} ${lookUpsByKey}`,
  });
  // A connection that breaks while idle is dropped by the pool; the next query gets another one or says that it cannot.
  pool.on('error', () => undefined);
  // One that breaks while it is in use: what was under way is rejected, which says it all; unheard it would end the process.
  pool.on('connect', (client) => client.on('error', () => undefined));
  return pool;
};

/** One connection without limits of time, on which the planner is free. */
export const connectTo = (connection: PostgresConnection, name: string): pg.ClientConfig => ({
  connectionString: connection.url,
  application_name: name,
  connectionTimeoutMillis: limits.connectionTimeoutMillis,
  keepAlive: true,
  options: settingsOf(connection),
});

/** Sequelize, for the catalogue and the reports. */
export const openSequelize = (connection: PostgresConnection, name: string): Sequelize =>
  new Sequelize(connection.url, {
    dialect: 'postgres',
    logging: false,
    schema: schemaName(connection.schema),
    pool: { max: 4, min: 0, acquire: 4_000 },
    dialectOptions: { ...limits, application_name: name, options: settingsOf(connection) },
  });
