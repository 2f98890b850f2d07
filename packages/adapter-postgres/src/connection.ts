import pg from 'pg';
import { addressesIn } from './addresses.js';
import { borrowedPool } from './borrowed-pool.js';
import type { Connection, Pool } from './connection-pool.js';
import { ownPool, primaryOf, type ServerKind } from './own-pool.js';
import type { PostgresConnection } from './postgres-connection.js';
import { schemaName } from './schema-name.js';
import { asLibpqMeansIt } from './tls-parameters.js';
import {
  formOfValues,
  type SessionSettings,
  swapSettings,
  timeLimits,
  transactionSettings,
} from './session-settings.js';

/**
 * The settings of every session. The role is set by the second statement. jit costs tens of milliseconds on a first
 * plan and gains nothing on statements of a few rows.
 */
export const settingsOf = ({ schema, role }: PostgresConnection): SessionSettings => ({
  ...formOfValues,
  ...transactionSettings,
  search_path: schemaName(schema),
  jit: 'off',
  ...(role === undefined ? {} : { role: schemaName(role) }),
});

/*
 * Statements on these pools look up a few rows by key in tables of millions, or read the head of a queue. Without
 * statistics (a fresh table, a generic plan) the planner would scan, hash or merge whole tables. Generic plans: for
 * arrays of one item the planner estimates a custom plan as cheaper, although it is the same plan, and would plan every
 * single change again (measured: 480 to 650 µs of server time instead of 180 to 250).
 */
const lookUpsByKey: SessionSettings = {
  enable_seqscan: 'off',
  enable_hashjoin: 'off',
  enable_mergejoin: 'off',
  plan_cache_mode: 'force_generic_plan',
};

/** For statements of a thousand rows: a hash join of sets needs a custom plan, which knows their sizes. */
const manyByKey: SessionSettings = {
  enable_seqscan: 'off',
  enable_mergejoin: 'off',
  plan_cache_mode: 'force_custom_plan',
};

const planning = { 'by key': lookUpsByKey, 'many by key': manyByKey, much: {} } as const;

/** The session settings and time limits of one kind of connection. */
export interface Pace {
  readonly settings: SessionSettings;
  /** Client-side limits, for a server that does not answer. */
  readonly client: Pick<
    pg.ClientConfig,
    'connectionTimeoutMillis' | 'query_timeout' | 'keepAlive' | 'keepAliveInitialDelayMillis'
  >;
}

/**
 * An idle connection is probed every 30 s. Firewalls and balancers drop one without a sign after 4 minutes or more, and
 * the system's default is 2 hours: the next statement would wait for its timeout.
 */
const probed = { keepAlive: true, keepAliveInitialDelayMillis: 30_000 };

/** A statement is rolled back after 10 s; the client waits 2 s longer. */
const answerMs = 12_000;

export const inTime: Pace = {
  settings: timeLimits('10s'),
  client: { connectionTimeoutMillis: 2_000, query_timeout: answerMs, ...probed },
};

export const untilDone: Pace = {
  settings: timeLimits('0'),
  client: { connectionTimeoutMillis: 10_000, ...probed },
};

/** One URL for each host, without the parameters that would override our settings or change how results are parsed. */
export const addressesOf = (url: string): ReadonlyArray<string> =>
  addressesIn(url).map((each) => {
    if (!URL.canParse(each)) return each;
    const address = new URL(each);
    for (const name of [...Object.keys({ ...inTime.client, ...inTime.settings }), 'binary', 'replication'])
      address.searchParams.delete(name);
    asLibpqMeansIt(address);
    return address.href;
  });

export interface PoolKind {
  /** application_name, as pg_stat_activity shows it. */
  readonly name: string;
  /** Maximum number of connections; by default `poolSize`, and 8 for a borrowed pool. */
  readonly max?: number;
  /** Planner settings; by default `by key`. */
  readonly reads?: keyof typeof planning;
  /** Take precedence over those of every pool. */
  readonly settings?: SessionSettings;
  /** The host to choose, if the URL has several; by default the primary. */
  readonly server?: ServerKind;
  /**
   * The connections of CASM's own that stay open when nothing uses them; 0 by default, which closes each after 10 s. A change after a pause
   * would wait for a new connection, which takes some 10 ms.
   */
  readonly min?: number;
  /** If true, connections of CASM's own pipeline statements. Connections of a borrowed pool do not. False by default. */
  readonly pipeline?: boolean;
}

const defaultSize = 8;

/** Opens a pool for one purpose. */
export const openPool = (
  connection: PostgresConnection,
  { name, max, min = 0, reads = 'by key', settings: own = {}, server: kind = 'primary', pipeline = false }: PoolKind,
): Pool => {
  const settings = { ...settingsOf(connection), ...inTime.settings, ...planning[reads], ...own };
  if (connection.pool !== undefined)
    return borrowedPool({ owner: connection.pool, schema: connection.schema, settings, max: max ?? defaultSize });
  // A caller in JavaScript may pass a variable that is not set. The driver would connect to this machine then.
  if (typeof connection.url !== 'string') throw new Error('the database has neither a url nor a pool');
  return ownPool({
    addresses: addressesOf(connection.url),
    kind,
    // The pool has the limit of `answerMs` instead.
    client: { ...inTime.client, query_timeout: 0, application_name: name, pipeline, min },
    answerMs,
    settings,
    max: max ?? connection.poolSize ?? defaultSize,
  });
};

/** Runs on a dedicated connection without statement timeout and with default planner settings. */
export const onOneConnection = async <A>(
  connection: PostgresConnection,
  name: string,
  run: (session: Connection) => Promise<A>,
): Promise<A> => {
  const settings = { ...settingsOf(connection), ...untilDone.settings };
  if (connection.pool !== undefined) {
    const lent = await borrowedPool({ owner: connection.pool, schema: connection.schema, settings, max: 1 }).connect();
    // Closing the connection discards what the session holds, such as a cursor.
    return run(lent).finally(() => lent.release(true));
  }
  const address = await primaryOf(addressesOf(connection.url), untilDone.client);
  const client = new pg.Client({ ...untilDone.client, connectionString: address, application_name: name });
  // A broken connection rejects the statement in flight, which reports the error.
  client.on('error', () => undefined);
  await client.connect();
  try {
    await swapSettings(client, settings);
    return await run(client);
  } finally {
    await client.end();
  }
};
