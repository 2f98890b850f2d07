import { callbackify } from 'node:util';
import pg from 'pg';
import { schemaName } from './schema-name.js';
import {
  formOfValues,
  giveSettings,
  type SessionSettings,
  timeLimits,
  transactionSettings,
} from './session-settings.js';

/** How to reach one schema of one database. */
export interface PostgresConnection {
  /**
   * postgres://user:password@host:port/database. Its parameters hold for what is not said here: the settings of a session on
   * which a promise rests are the product's own.
   */
  readonly url: string;
  /** The schema that holds the tables; one tenant, one schema. */
  readonly schema: string;
  /** Acts as this role, which the user of `url` must be a member of; by default as that user. */
  readonly role?: string;
  /** Most connections of one pool; by default 8. */
  readonly poolSize?: number;
}

/**
 * Every connection acts as its role from its second statement on. jit costs tens of milliseconds on a first plan and wins
 * nothing on statements of a few rows.
 */
export const settingsOf = ({ schema, role }: PostgresConnection): SessionSettings => ({
  ...formOfValues,
  ...transactionSettings,
  search_path: schemaName(schema),
  jit: 'off',
  ...(role === undefined ? {} : { role: schemaName(role) }),
});

/*
 * What goes through these pools looks up a few rows by key in tables of millions, or reads the head of a queue. Without
 * statistics (a fresh table, a generic plan) the planner would scan, hash or merge whole tables for that. Plans are made
 * once: for arrays of one item a plan of their own looks cheaper than the general one, is the same, and was made anew for
 * every lone change (measured: a load of 480 to 650 µs of the server instead of 180 to 250).
 */
const lookUpsByKey: SessionSettings = {
  enable_seqscan: 'off',
  enable_hashjoin: 'off',
  enable_mergejoin: 'off',
  plan_cache_mode: 'force_generic_plan',
};

/** How one kind of connection goes about its statements. */
export interface Pace {
  readonly settings: SessionSettings;
  /** On the client: for a server that does not answer at all. */
  readonly client: Pick<pg.ClientConfig, 'connectionTimeoutMillis' | 'query_timeout' | 'keepAlive'>;
}

/** A statement that takes longer than 10 s is rolled back; the client waits a little more than that. */
export const inTime: Pace = {
  settings: timeLimits('10s'),
  client: { connectionTimeoutMillis: 2_000, query_timeout: 12_000, keepAlive: true },
};

export const untilDone: Pace = {
  settings: timeLimits('0'),
  client: { connectionTimeoutMillis: 10_000, keepAlive: true },
};

/** The URL without those of the driver's parameters that would take the place of ours, or change how results are read. */
export const addressIn = (url: string): string => {
  if (!URL.canParse(url)) return url;
  const address = new URL(url);
  for (const name of [...Object.keys({ ...inTime.client, ...inTime.settings }), 'binary', 'replication'])
    address.searchParams.delete(name);
  return address.href;
};

/** A pool for the write path and the warehouse's; reports, which read much, go through Sequelize. */
export const openPool = (connection: PostgresConnection, name: string, max = connection.poolSize ?? 8): pg.Pool => {
  const settings = { ...settingsOf(connection), ...inTime.settings, ...lookUpsByKey };
  const pool = new pg.Pool({
    ...inTime.client,
    connectionString: addressIn(connection.url),
    application_name: name,
    max,
    verify: callbackify((client: pg.PoolClient) => giveSettings(client, settings)),
  });
  // A connection that breaks while idle is dropped by the pool; the next query gets another one or says that it cannot.
  pool.on('error', () => undefined);
  // One that breaks while it is in use: what was under way is rejected, which says it all; unheard it would end the process.
  pool.on('connect', (client) => client.on('error', () => undefined));
  return pool;
};

/** One connection without limits of time, on which the planner is free. Rejects when it cannot be had. */
export const connectTo = async (connection: PostgresConnection, name: string): Promise<pg.Client> => {
  const client = new pg.Client({
    ...untilDone.client,
    connectionString: addressIn(connection.url),
    application_name: name,
  });
  // What was under way when the connection broke is rejected, which says it all.
  client.on('error', () => undefined);
  await client.connect();
  try {
    await giveSettings(client, { ...settingsOf(connection), ...untilDone.settings });
    return client;
  } catch (error) {
    await client.end();
    throw error;
  }
};
