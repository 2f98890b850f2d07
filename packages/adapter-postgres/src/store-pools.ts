import type pg from 'pg';
import { openPool, type PostgresConnection } from './connection.js';

/** The connections of one store, by what they are for: none of these can take those of another. */
export interface StorePools {
  /** One for each batch that runs at once, and one for the next while that of a batch that was given up still connects. */
  readonly batches: pg.Pool;
  /** For waits on customers that others have locked. */
  readonly locks: pg.Pool;
  /** For reads that callers wait for. */
  readonly reads: pg.Pool;
  readonly ping: pg.Pool;
  /** For the relay and the upkeep. */
  readonly background: pg.Pool;
  readonly close: () => Promise<void>;
}

/** Each connects when it is first used. */
export const openStorePools = (
  connection: PostgresConnection,
  { batchesInFlight, readsInFlight }: { readonly batchesInFlight: number; readonly readsInFlight: number },
): StorePools => {
  const pools = {
    batches: openPool(connection, 'casm-batches', batchesInFlight + 1),
    locks: openPool(connection, 'casm-locks', 4),
    reads: openPool(connection, 'casm-reads', readsInFlight),
    ping: openPool(connection, 'casm-ping', 1),
    background: openPool(connection, 'casm-background'),
  };
  return {
    ...pools,
    close: async () => {
      await Promise.all(Object.values(pools).map((pool) => pool.end()));
    },
  };
};
