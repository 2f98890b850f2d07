import type { Connection } from '../connection-pool.js';

/* An advisory lock until the transaction ends: subscribers share it, a repair holds it exclusively. */
const lock = async (connection: Connection, schema: string, kind: '' | '_shared'): Promise<void> => {
  await connection.query(`select pg_advisory_xact_lock${kind}(hashtextextended($1, 0))`, [`casm warehouse ${schema}`]);
};

/** Waits for a running repair. Other subscribers may hold the lock at the same time. */
export const lockShared = (connection: Connection, schema: string): Promise<void> =>
  lock(connection, schema, '_shared');

/** Waits for all subscribers, and blocks them until the transaction ends. */
export const lockExclusively = (connection: Connection, schema: string): Promise<void> => lock(connection, schema, '');
