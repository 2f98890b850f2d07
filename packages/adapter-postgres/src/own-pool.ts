import { callbackify } from 'node:util';
import * as t from 'io-ts';
import pg from 'pg';
import { type Connection, type LentConnection, type Pool, type PoolStatus, queryOn } from './connection-pool.js';
import { driverConnection } from './driver-connection.js';
import { sqlstateOf } from './failures.js';
import { decodeRows } from './rows.js';
import { type SessionSettings, swapSettings } from './session-settings.js';

/** The server is a standby and a primary is required, or the reverse. */
class AnotherKind extends Error {
  override readonly name = 'AnotherKind';
}

/** What a server is in its cluster. */
export type ServerKind = 'primary' | 'standby';

export interface OwnPoolOptions {
  /** One URL for each host that may be of the kind. */
  readonly addresses: ReadonlyArray<string>;
  readonly kind: ServerKind;
  readonly client: pg.PoolConfig;
  /** The longest time until a statement is answered, in milliseconds. */
  readonly answerMs: number;
  readonly settings: SessionSettings;
  readonly max: number;
}

const StandbyRow = t.type({ standby: t.boolean });

/** Throws AnotherKind if the server is of the other kind. */
const mustBe = async (kind: ServerKind, session: Connection, address: string): Promise<void> => {
  const { rows } = await session.query('select pg_is_in_recovery() as standby');
  const [row] = decodeRows(StandbyRow)(rows);
  const found: ServerKind = row?.standby === true ? 'standby' : 'primary';
  if (found !== kind) throw new AnotherKind(`${new URL(address).host} is a ${found}`);
};

/** Whether another host may succeed: this one does not answer, accepts no connections now, or is of the other kind. */
const isOfThisHost = (error: unknown): boolean => {
  const state = sqlstateOf(error);
  return error instanceof AnotherKind || state === undefined || /^(08|53|57P)/.test(state);
};

/** The first address that is the primary. A single address is returned without a check. */
export const primaryOf = async (addresses: ReadonlyArray<string>, config: pg.ClientConfig): Promise<string> => {
  const [only, second] = addresses;
  if (only !== undefined && second === undefined) return only;
  return onFirst(addresses, async (address) => {
    const client = new pg.Client({ ...config, connectionString: address });
    client.on('error', () => undefined);
    try {
      await client.connect();
      await mustBe('primary', client, address);
      return address;
    } finally {
      await client.end();
    }
  });
};

/** The result of `run` for the first host that succeeds. Rejects with the error of the last host. */
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
 * A pool of the driver for each host. A connection comes from the first host of the kind; the latest such host
 * is tried first.
 */
export const ownPool = (options: OwnPoolOptions): Pool => {
  const { addresses, kind } = options;
  const [only] = addresses;
  if (only !== undefined && addresses.length === 1) return poolOf(only, options);
  const pools = addresses.map((address) => poolOf(address, options, (session) => mustBe(kind, session, address)));
  let inOrder: ReadonlyArray<Pool> = pools;
  const connect = (): Promise<LentConnection> =>
    onFirst(inOrder, async (pool) => {
      const connection = await pool.connect();
      inOrder = [pool, ...pools.filter((other) => other !== pool)];
      return connection;
    });
  return {
    connect,
    query: queryOn(connect),
    status: () => pools.map((pool) => pool.status()).reduce(sumOf),
    end: async () => {
      await Promise.all(pools.map((pool) => pool.end()));
    },
  };
};

const statusOf = ({ totalCount, idleCount, waitingCount }: pg.Pool): PoolStatus => ({
  inUse: totalCount - idleCount,
  idle: idleCount,
  waiting: waitingCount,
});

const sumOf = (a: PoolStatus, b: PoolStatus): PoolStatus => ({
  inUse: a.inUse + b.inUse,
  idle: a.idle + b.idle,
  waiting: a.waiting + b.waiting,
});

const poolOf = (
  address: string,
  { client, answerMs, settings, max }: OwnPoolOptions,
  check: (session: Connection) => Promise<void> = () => Promise.resolve(),
): Pool => {
  const pool = new pg.Pool({
    ...client,
    connectionString: address,
    max,
    // Idle connections do not keep a process alive that has nothing else to do.
    allowExitOnIdle: true,
    verify: callbackify(async (session: pg.PoolClient) => {
      const connection = driverConnection(session, answerMs);
      await check(connection);
      await swapSettings(connection, settings);
    }),
  });
  // The pool drops a connection that breaks while idle; the next query gets another one or reports the failure.
  pool.on('error', () => undefined);
  // A connection that breaks in use rejects the statement in flight. Without this listener the error would end the
  // process.
  pool.on('connect', (session) => session.on('error', () => undefined));
  const connect = async (): Promise<LentConnection> => driverConnection(await pool.connect(), answerMs);
  return { connect, query: queryOn(connect), status: () => statusOf(pool), end: () => pool.end() };
};
