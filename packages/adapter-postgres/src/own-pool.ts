import { callbackify } from 'node:util';
import * as t from 'io-ts';
import pg from 'pg';
import { type Connection, type LentConnection, type Pool, queryOn } from './connection-pool.js';
import { sqlstateOf } from './failures.js';
import { decodeRows } from './rows.js';
import { type SessionSettings, swapSettings } from './session-settings.js';

/** A standby where a primary is needed. */
class NotWritable extends Error {
  override readonly name = 'NotWritable';
}

export interface OwnPoolOptions {
  /** One for each host that may be the primary. */
  readonly addresses: ReadonlyArray<string>;
  readonly client: pg.ClientConfig;
  readonly settings: SessionSettings;
  readonly max: number;
}

const StandbyRow = t.type({ standby: t.boolean });

/** Throws NotWritable. */
const mustBePrimary = async (session: Connection, address: string): Promise<void> => {
  const { rows } = await session.query('select pg_is_in_recovery() as standby');
  if (decodeRows(StandbyRow)(rows).some(({ standby }) => standby))
    throw new NotWritable(`${new URL(address).host} is a standby`);
};

/** Whether another host may do better: this one does not answer, does not take anybody now, or is a standby. */
const isOfThisHost = (error: unknown): boolean => {
  const state = sqlstateOf(error);
  return error instanceof NotWritable || state === undefined || /^(08|53|57P)/.test(state);
};

/** The first of the addresses that is the primary; where there is one only, that one, without a look. */
export const primaryOf = async (addresses: ReadonlyArray<string>, config: pg.ClientConfig): Promise<string> => {
  const [only, second] = addresses;
  if (only !== undefined && second === undefined) return only;
  return onFirst(addresses, async (address) => {
    const client = new pg.Client({ ...config, connectionString: address });
    client.on('error', () => undefined);
    try {
      await client.connect();
      await mustBePrimary(client, address);
      return address;
    } finally {
      await client.end();
    }
  });
};

/** What `run` makes of the first host with which it succeeds. Rejects as the last did. */
const onFirst = async <H, A>(hosts: ReadonlyArray<H>, run: (host: H) => Promise<A>): Promise<A> => {
  let last: unknown = new Error('the URL of the database names no host');
  for (const host of hosts) {
    try {
      return await run(host);
    } catch (error) {
      if (!isOfThisHost(error)) throw error;
      last = error;
    }
  }
  throw last;
};

/**
 * A pool of the driver's for each host. A connection is of the first that is the primary, beginning with the one that was it
 * last.
 */
export const ownPool = ({ addresses, client, settings, max }: OwnPoolOptions): Pool => {
  const [only] = addresses;
  if (only !== undefined && addresses.length === 1) return poolOf(only, { ...client, max }, settings);
  const pools = addresses.map((address) =>
    poolOf(address, { ...client, max }, settings, (session) => mustBePrimary(session, address)),
  );
  let inOrder: ReadonlyArray<pg.Pool> = pools;
  const connect = (): Promise<LentConnection> =>
    onFirst(inOrder, async (pool) => {
      const connection = await pool.connect();
      inOrder = [pool, ...pools.filter((other) => other !== pool)];
      return connection;
    });
  return {
    connect,
    query: queryOn(connect),
    end: async () => {
      await Promise.all(pools.map((pool) => pool.end()));
    },
  };
};

const poolOf = (
  address: string,
  config: pg.PoolConfig,
  settings: SessionSettings,
  check: (session: pg.PoolClient) => Promise<void> = () => Promise.resolve(),
): pg.Pool => {
  const pool = new pg.Pool({
    ...config,
    connectionString: address,
    verify: callbackify(async (session: pg.PoolClient) => {
      await check(session);
      await swapSettings(session, settings);
    }),
  });
  // A connection that breaks while idle is dropped by the pool; the next query gets another one or says that it cannot.
  pool.on('error', () => undefined);
  // One that breaks while it is in use: what was under way is rejected, which says it all; unheard it would end the process.
  pool.on('connect', (session) => session.on('error', () => undefined));
  return pool;
};
