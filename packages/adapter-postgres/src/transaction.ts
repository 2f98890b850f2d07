import type { Connection, Pool } from './connection-pool.js';

/** Runs in one transaction: committed if `run` resolves, else rolled back. A connection that broke is not used again. */
export const transactionOn = async <A>(pool: Pool, run: (connection: Connection) => Promise<A>): Promise<A> => {
  const connection = await pool.connect();
  let broken = true;
  try {
    await connection.query('begin');
    const result = await run(connection);
    await connection.query('commit');
    broken = false;
    return result;
  } catch (error) {
    await connection.query('rollback').then(
      () => (broken = false),
      // The connection is gone, and the transaction with it: the first error is the one that tells.
      () => undefined,
    );
    throw error;
  } finally {
    connection.release(broken);
  }
};
