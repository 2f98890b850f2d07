import type { Connection } from '../connection-pool.js';

/* An advisory lock until the transaction ends: subscribers share it, a repair has it for itself. */
const lock = async (connection: Connection, schema: string, kind: '' | '_shared'): Promise<void> => {
  await connection.query(`select pg_advisory_xact_lock${kind}(hashtextextended($1, 0))`, [`casm warehouse ${schema}`]);
};

/** Waits for a repair, and lets other subscribers go on. */
export const besideOthers = (connection: Connection, schema: string): Promise<void> =>
  lock(connection, schema, '_shared');

/** Waits for all subscribers, and keeps them waiting. */
export const alone = (connection: Connection, schema: string): Promise<void> => lock(connection, schema, '');
