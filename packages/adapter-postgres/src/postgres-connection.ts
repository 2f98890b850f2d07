import type { ConnectionPool } from './borrowed-pool.js';

interface SchemaOfDatabase {
  /** The schema that holds the tables; one tenant, one schema. */
  readonly schema: string;
  /** Acts as this role, which the user must be a member of; by default as that user. */
  readonly role?: string;
}

/** Connections of our own. */
export interface DatabaseUrl extends SchemaOfDatabase {
  /**
   * postgres://user:password@host:port/database. Several hosts (`host1:5432,host2:5432`): the first of them that is the primary.
   * A Unix socket: `postgres://user@/database?host=/its/folder`. Its parameters hold for what is not said here: the settings of
   * a session on which a promise rests are the product's own.
   */
  readonly url: string;
  readonly pool?: undefined;
  /** Most connections of one pool; by default 8. */
  readonly poolSize?: number;
}

/** Connections of the embedder's: each has our settings while it is lent, and its own afterwards. */
export interface DatabasePool extends SchemaOfDatabase {
  /** Must have a limit of time for connecting, and connections to spare: a store uses up to 26 at once. */
  readonly pool: ConnectionPool;
  readonly url?: undefined;
}

/** How to reach one schema of one database. */
export type PostgresConnection = DatabaseUrl | DatabasePool;
