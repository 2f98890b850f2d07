import { type Connection, inOrder, type Pool, type Result, type Statement } from './connection-pool.js';

/** Rolls back if `run` rejects. A broken connection is closed. */
const rollingBack = async <A>(pool: Pool, run: (connection: Connection) => Promise<A>): Promise<A> => {
  const connection = await pool.connect();
  let broken = true;
  try {
    const result = await run(connection);
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

/** Runs `run` in one transaction: commits if it resolves, else rolls back. A broken connection is closed. */
export const transactionOn = <A>(pool: Pool, run: (connection: Connection) => Promise<A>): Promise<A> =>
  rollingBack(pool, async (connection) => {
    await connection.query('begin');
    const result = await run(connection);
    await connection.query('commit');
    return result;
  });

/**
 * Runs one transaction of two groups of statements: `first`, then those that `next` returns for their results. On a connection that
 * pipelines it takes two round trips. Rolls back if a statement fails or `next` throws.
 */
export const transactionOfTwo = <A>(
  pool: Pool,
  first: ReadonlyArray<Statement>,
  next: (results: ReadonlyArray<Result>) => { readonly statements: ReadonlyArray<Statement>; readonly result: A },
): Promise<A> =>
  rollingBack(pool, async (connection) => {
    const [, ...results] = await inOrder(connection, [{ text: 'begin' }, ...first]);
    const { statements, result } = next(results);
    await inOrder(connection, [...statements, { text: 'commit' }]);
    return result;
  });
