import type pg from 'pg';
import { connectTo, type PostgresConnection } from './connection.js';

/**
 * Runs on a connection of its own, without the time limits of the write path: for what reads everything and is asked for
 * by an operator.
 */
export const onMaintenanceConnection = async <A>(
  connection: PostgresConnection,
  run: (client: pg.ClientBase) => Promise<A>,
): Promise<A> => {
  const client = await connectTo(connection, 'casm-maintenance');
  try {
    return await run(client);
  } finally {
    await client.end();
  }
};
