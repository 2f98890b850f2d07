import type { Pool, PoolStatus } from './connection-pool.js';
import { openPool } from './connection.js';
import type { PostgresConnection } from './postgres-connection.js';

/** The pools of one store, one for each purpose, so that no purpose can exhaust the connections of another. */
export interface StorePools {
  /**
   * One connection for each batch in flight, and one for the next batch while the connection of an abandoned batch is
   * still connecting.
   */
  readonly batches: Pool;
  /** For waits on customers that other transactions have locked. */
  readonly locks: Pool;
  /** For reads of callers. */
  readonly reads: Pool;
  readonly ping: Pool;
  /** For the relay and the upkeep. */
  readonly background: Pool;
  readonly catalogue: Pool;
  /** For campaigns, so that campaigns and callers do not wait for each other's connections. */
  readonly campaigns: Pool;
  /** For the announcement of commits. */
  readonly announcements: Pool;
  /** By the pool's application_name. */
  readonly status: () => Readonly<Record<string, PoolStatus>>;
  readonly close: () => Promise<void>;
}

/** Opens the pools; each connects on first use. */
export const openStorePools = (
  connection: PostgresConnection,
  { batchesInFlight, readsInFlight }: { readonly batchesInFlight: number; readonly readsInFlight: number },
): StorePools => {
  const pools = {
    batches: openPool(connection, { name: 'casm-batches', max: batchesInFlight + 1, min: 1 }),
    locks: openPool(connection, { name: 'casm-locks', max: 4 }),
    reads: openPool(connection, { name: 'casm-reads', max: readsInFlight }),
    ping: openPool(connection, { name: 'casm-ping', max: 1 }),
    background: openPool(connection, { name: 'casm-background' }),
    catalogue: openPool(connection, { name: 'casm-catalogue', max: 4, reads: 'much' }),
    campaigns: openPool(connection, { name: 'casm-campaigns', max: 8, reads: 'many by key' }),
    // Nothing is lost with an announcement, so that no flush is waited for.
    announcements: openPool(connection, {
      name: 'casm-announcements',
      max: 1,
      min: 1,
      settings: { synchronous_commit: 'off' },
    }),
  };
  return {
    ...pools,
    status: () =>
      Object.fromEntries(Object.entries(pools).map(([purpose, pool]) => [`casm-${purpose}`, pool.status()])),
    close: async () => {
      await Promise.all(Object.values(pools).map((pool) => pool.end()));
    },
  };
};
