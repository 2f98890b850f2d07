import { onOneConnection } from './connection.js';
import type { PostgresConnection } from './postgres-connection.js';
import type { Connection } from './connection-pool.js';

/**
 * Runs on a dedicated connection without the timeouts of the write path, for operator commands that read whole tables.
 */
export const onMaintenanceConnection = <A>(
  connection: PostgresConnection,
  run: (client: Connection) => Promise<A>,
): Promise<A> => onOneConnection(connection, 'casm-maintenance', run);
