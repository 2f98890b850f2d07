import type pg from 'pg';
import { isLockTimeout } from '../failures.js';

/**
 * Waits until nobody else has the customer locked, or until `deadline` (milliseconds since the epoch). It keeps no lock:
 * the wait is there so that the batch that tries again does not try in vain.
 */
export const waitForLock = async (pool: pg.Pool, schema: string, refId: string, deadline: number): Promise<void> => {
  const patience = deadline - Date.now();
  if (patience <= 0) return;
  const connection = await pool.connect();
  try {
    await connection.query('begin');
    await connection.query(`select set_config('lock_timeout', $1, true)`, [`${Math.ceil(patience)}ms`]);
    await connection.query(`select from ${schema}.customer where ref_id = $1 for update`, [refId]);
    await connection.query('rollback');
    connection.release();
  } catch (error) {
    if (isLockTimeout(error)) {
      await connection.query('rollback');
      connection.release();
      return;
    }
    connection.release(true);
    throw error;
  }
};
