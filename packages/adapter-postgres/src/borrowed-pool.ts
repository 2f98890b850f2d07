import { asStatement, atMost, type LentConnection, type Pool, queryOn } from './connection-pool.js';
import { type SessionSettings, swapSettings } from './session-settings.js';
import type { SqlConnection } from './sql-connection.js';

/** A connection from the embedder's pool. The driver's pooled clients implement it. */
export interface PooledConnection extends SqlConnection {
  readonly release: (destroy?: boolean) => void;
  readonly on: (event: 'error', listener: (error: Error) => void) => unknown;
  readonly off: (event: 'error', listener: (error: Error) => void) => unknown;
}

/**
 * The embedder's connection pool. The driver's `Pool` implements it. A pooler in transaction mode between it and the
 * server is not supported.
 */
export interface ConnectionPool {
  readonly connect: () => Promise<PooledConnection>;
  readonly on: (event: 'connect', listener: (connection: PooledConnection) => void) => unknown;
}

/** A broken connection rejects the statement in flight, which reports the error. */
const ignoreError = (): void => undefined;

const poolsListenedTo = new WeakSet<ConnectionPool>();

/**
 * Listens for errors on each new connection until its user can. The server may send an error, such as a shutdown,
 * directly after the login; without a listener that error would end the process.
 */
const listenOnNewConnections = (owner: ConnectionPool): void => {
  if (poolsListenedTo.has(owner)) return;
  poolsListenedTo.add(owner);
  owner.on('connect', (connection) => {
    connection.on('error', ignoreError);
    setImmediate(() => connection.off('error', ignoreError));
  });
};

export interface BorrowedPoolOptions {
  readonly owner: ConnectionPool;
  readonly schema: string;
  readonly settings: SessionSettings;
  /** Maximum number of connections borrowed at the same time. */
  readonly max: number;
}

/**
 * A pool that lends connections of the embedder's pool. A lent connection has our settings; on release it gets its
 * previous settings back. The swap costs one round trip if the settings are equal, else two. Names of prepared
 * statements carry the schema, because one connection may serve two schemas. `end` leaves the embedder's pool open.
 */
export const borrowedPool = ({ owner, schema, settings, max }: BorrowedPoolOptions): Pool => {
  listenOnNewConnections(owner);
  const { connect, status } = atMost(max, async (): Promise<LentConnection> => {
    const connection = await owner.connect();
    const listener = (): void => undefined;
    connection.on('error', listener);
    const giveBack = (broken: boolean): void => {
      connection.off('error', listener);
      connection.release(broken);
    };
    const query: LentConnection['query'] = async (statement, values) => {
      const { name, ...rest } = asStatement(statement, values);
      const { rows, rowCount = null } = await connection.query(
        name === undefined ? rest : { ...rest, name: `${schema}.${name}` },
      );
      return { rows, rowCount };
    };
    try {
      const before = await swapSettings({ query }, settings);
      return {
        query,
        release: (broken = false) => {
          if (broken || before === null) return giveBack(broken);
          swapSettings({ query }, before).then(
            () => giveBack(false),
            () => giveBack(true),
          );
        },
      };
    } catch (error) {
      giveBack(true);
      throw error;
    }
  });
  return {
    connect,
    query: queryOn(connect),
    status,
    end: () => Promise.resolve(),
  };
};
