import type { Connection, Pool } from './connection-pool.js';

/** Runs `run` in one transaction: commits if it resolves, else rolls back. A broken connection is closed. */
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
      // The connection is lost, and the transaction with it; the first error is the relevant one.
      () => undefined,
    );
    throw error;
  } finally {
    connection.release(broken);
  }
};
