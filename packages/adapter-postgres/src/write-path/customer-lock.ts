import type { Pool } from '../connection-pool.js';
import { isLockTimeout } from '../failures.js';
import { onConnection } from '../on-connection.js';

/** Added to the deadline, for the server to report the lock timeout. */
const graceMs = 500;

/**
 * Waits until no other transaction holds the customer's lock, or until `deadline` (milliseconds since the epoch). It
 * keeps no lock: the wait only saves retries that would fail.
 */
export const waitForLock = async (pool: Pool, schema: string, refId: string, deadline: number): Promise<void> => {
  if (deadline <= Date.now()) return;
  await onConnection(pool, deadline + graceMs, async (connection) => {
    const timeoutMs = Math.ceil(deadline - Date.now());
    if (timeoutMs <= 0) return;
    await connection.query('begin');
    await connection.query(`select set_config('lock_timeout', $1, true)`, [`${timeoutMs}ms`]);
    await connection
      .query(`select from ${schema}.customer where ref_id = $1 for update`, [refId])
      .catch((error: unknown) => {
        if (!isLockTimeout(error)) throw error;
      });
    await connection.query('rollback');
  });
};
