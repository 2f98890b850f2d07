import { onOneConnection } from './connection.js';
import type { PostgresConnection } from './postgres-connection.js';
import type { Connection } from './connection-pool.js';

/**
 * Runs on a connection of its own, without the time limits of the write path: for what reads everything and is asked for
 * by an operator.
 */
export const onMaintenanceConnection = <A>(
  connection: PostgresConnection,
  run: (client: Connection) => Promise<A>,
): Promise<A> => onOneConnection(connection, 'casm-maintenance', run);
