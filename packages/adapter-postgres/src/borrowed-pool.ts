import { atMost, type LentConnection, type Pool, queryOn } from './connection-pool.js';
import { type SessionSettings, swapSettings } from './session-settings.js';
import type { SqlConnection } from './sql-connection.js';

/** A connection of the embedder's own pool; the driver's pooled clients have all of it. */
export interface PooledConnection extends SqlConnection {
  readonly release: (destroy?: boolean) => void;
  readonly on: (event: 'error', listener: (error: Error) => void) => unknown;
  readonly off: (event: 'error', listener: (error: Error) => void) => unknown;
}

/** The embedder's own pool; the driver's `Pool` is one. Its sessions must not go through a pooler in transaction mode. */
export interface ConnectionPool {
  readonly connect: () => Promise<PooledConnection>;
  readonly on: (event: 'connect', listener: (connection: PooledConnection) => void) => unknown;
}

const whole = (statement: Parameters<LentConnection['query']>[0], values?: Array<unknown>) =>
  typeof statement === 'string' ? { text: statement, ...(values === undefined ? {} : { values }) } : statement;

/** What broke a connection is told by the statement that was under way. */
const toldElsewhere = (): void => undefined;

const heard = new WeakSet<ConnectionPool>();

/**
 * What the server sends right behind the answer to a login, such as that it shuts down, comes before anybody who waits for the
 * connection can listen, and would end the process.
 */
const hearNewConnections = (owner: ConnectionPool): void => {
  if (heard.has(owner)) return;
  heard.add(owner);
  owner.on('connect', (connection) => {
    connection.on('error', toldElsewhere);
    setImmediate(() => connection.off('error', toldElsewhere));
  });
};

export interface BorrowedPoolOptions {
  readonly owner: ConnectionPool;
  readonly schema: string;
  readonly settings: SessionSettings;
  /** Most connections that it borrows at once. */
  readonly max: number;
}

/**
 * A pool that lends the connections of another: each has our settings while it is lent, and gets its own back. Where they are
 * the same that is one round trip, else two. The names of prepared statements carry the schema, since a connection may serve
 * two of them. Closing it leaves the other pool open.
 */
export const borrowedPool = ({ owner, schema, settings, max }: BorrowedPoolOptions): Pool => {
  hearNewConnections(owner);
  const connect = atMost(max, async (): Promise<LentConnection> => {
    const connection = await owner.connect();
    const listener = (): void => undefined;
    connection.on('error', listener);
    const giveBack = (broken: boolean): void => {
      connection.off('error', listener);
      connection.release(broken);
    };
    const query: LentConnection['query'] = async (statement, values) => {
      const { name, ...rest } = whole(statement, values);
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
    end: () => Promise.resolve(),
  };
};
