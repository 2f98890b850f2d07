import type { ConnectionPool } from './borrowed-pool.js';

interface SchemaOfDatabase {
  /** The schema that holds the tables. Each tenant has its own. */
  readonly schema: string;
  /** The role to act as; the user must be a member of it. By default the user itself. */
  readonly role?: string;
}

/** A database reached by connections of our own. */
export interface DatabaseUrl extends SchemaOfDatabase {
  /**
   * postgres://user:password@host:port/database. With several hosts (`host1:5432,host2:5432`) the first primary is
   * used. A Unix socket: `postgres://user@/database?host=/its/folder`. Other parameters apply, except session settings
   * on which a guarantee depends.
   */
  readonly url: string;
  readonly pool?: undefined;
  /** Maximum number of connections in one pool; by default 8. */
  readonly poolSize?: number;
}

/** Connections from the embedder's pool. A lent connection has our settings and gets its previous settings back. */
export interface DatabasePool extends SchemaOfDatabase {
  /** Must have a connection timeout and free connections: a store uses up to 24 at the same time, and eight more for campaigns. */
  readonly pool: ConnectionPool;
  readonly url?: undefined;
}

/** The connection to one schema of one database. */
export type PostgresConnection = DatabaseUrl | DatabasePool;
