import type { Connection, Statement } from '../connection-pool.js';

/* An advisory lock until the transaction ends: subscribers share it, a repair holds it exclusively. */
const lock = (schema: string, kind: '' | '_shared'): Statement => ({
  name: `dwh-repair-lock${kind}`,
  text: `select pg_advisory_xact_lock${kind}(hashtextextended($1, 0))`,
  values: [`casm warehouse ${schema}`],
});

/** Waits for a running repair. Other subscribers may hold the lock at the same time. */
export const sharedLock = (schema: string): Statement => lock(schema, '_shared');

/** Waits for all subscribers, and blocks them until the transaction ends. */
export const lockExclusively = async (connection: Connection, schema: string): Promise<void> => {
  await connection.query(lock(schema, ''));
};
