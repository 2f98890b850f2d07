import { atDeadline } from './at-deadline.js';
import type { Connection, Pool } from './connection-pool.js';
import { isAboutValues, isConflict } from './failures.js';

/**
 * The store did not answer by the deadline. The connection is closed; a statement already sent may still take effect.
 */
class NoAnswerInTime extends Error {
  override readonly name = 'NoAnswerInTime';
}

/** Errors that say nothing of the session: another statement on it may succeed. One of our own says it itself. */
const leavesSessionUsable = (error: unknown): boolean =>
  isConflict(error) ||
  isAboutValues(error) ||
  (error instanceof Error && 'keepsConnection' in error && error.keepsConnection === true);

/**
 * Runs on one connection of the pool until the deadline (milliseconds since the epoch). At the deadline it rejects with
 * NoAnswerInTime and closes the connection. A connection that arrives after the deadline returns to the pool unused.
 */
export const onConnection = async <A>(
  pool: Pool,
  deadline: number,
  run: (connection: Connection) => Promise<A>,
): Promise<A> => {
  let giveUp = (): void => undefined;
  const late = new Promise<never>((_, reject) => {
    giveUp = () => reject(new NoAnswerInTime('the store did not answer by the deadline'));
  });
  const timer = atDeadline(deadline, () => giveUp());
  const connecting = pool.connect();
  try {
    const connection = await Promise.race([connecting, late]).catch((error: unknown) => {
      if (error instanceof NoAnswerInTime) void connecting.then((unused) => unused.release(), ignored);
      throw error;
    });
    try {
      const result = await Promise.race([run(connection), late]);
      connection.release();
      return result;
    } catch (error) {
      // Another error may belong to the session, such as one that began while the server was read-only: close it.
      connection.release(!leavesSessionUsable(error));
      throw error;
    }
  } finally {
    clearTimeout(timer);
  }
};

/** The caller already has NoAnswerInTime. */
const ignored = (): void => undefined;
