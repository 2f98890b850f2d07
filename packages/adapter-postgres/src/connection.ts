import pg from 'pg';
import { addressesIn } from './addresses.js';
import { borrowedPool } from './borrowed-pool.js';
import type { Connection, Pool } from './connection-pool.js';
import { ownPool, primaryOf } from './own-pool.js';
import type { PostgresConnection } from './postgres-connection.js';
import { schemaName } from './schema-name.js';
import {
  formOfValues,
  type SessionSettings,
  swapSettings,
  timeLimits,
  transactionSettings,
} from './session-settings.js';

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

/** For a thousand rows at once: sets are joined by a hash, which only a plan chooses that knows how many they are. */
const manyByKey: SessionSettings = {
  enable_seqscan: 'off',
  enable_mergejoin: 'off',
  plan_cache_mode: 'force_custom_plan',
};

const planning = { 'by key': lookUpsByKey, 'many by key': manyByKey, much: {} } as const;

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

/** The URLs that this one stands for, without those of the driver's parameters that would take the place of ours, or change how results are read. */
export const addressesOf = (url: string): ReadonlyArray<string> =>
  addressesIn(url).map((each) => {
    if (!URL.canParse(each)) return each;
    const address = new URL(each);
    for (const name of [...Object.keys({ ...inTime.client, ...inTime.settings }), 'binary', 'replication'])
      address.searchParams.delete(name);
    return address.href;
  });

export interface PoolKind {
  /** As the server's list of sessions shows it. */
  readonly name: string;
  /** Most connections; by default `poolSize`, and 8 of a borrowed pool. */
  readonly max?: number;
  /** By default `by key`. */
  readonly reads?: keyof typeof planning;
}

const defaultSize = 8;

/** Connections for one purpose. */
export const openPool = (connection: PostgresConnection, { name, max, reads = 'by key' }: PoolKind): Pool => {
  const settings = { ...settingsOf(connection), ...inTime.settings, ...planning[reads] };
  if (connection.pool !== undefined)
    return borrowedPool({ owner: connection.pool, schema: connection.schema, settings, max: max ?? defaultSize });
  return ownPool({
    addresses: addressesOf(connection.url),
    client: { ...inTime.client, application_name: name },
    settings,
    max: max ?? connection.poolSize ?? defaultSize,
  });
};

/** Runs on one connection that is nobody else's, without limits of time, on which the planner is free. */
export const onOneConnection = async <A>(
  connection: PostgresConnection,
  name: string,
  run: (session: Connection) => Promise<A>,
): Promise<A> => {
  const settings = { ...settingsOf(connection), ...untilDone.settings };
  if (connection.pool !== undefined) {
    const lent = await borrowedPool({ owner: connection.pool, schema: connection.schema, settings, max: 1 }).connect();
    // What was left in the session, such as a cursor, goes with it.
    return run(lent).finally(() => lent.release(true));
  }
  const address = await primaryOf(addressesOf(connection.url), untilDone.client);
  const client = new pg.Client({ ...untilDone.client, connectionString: address, application_name: name });
  // What was under way when the connection broke is rejected, which says it all.
  client.on('error', () => undefined);
  await client.connect();
  try {
    await swapSettings(client, settings);
    return await run(client);
  } finally {
    await client.end();
  }
};
