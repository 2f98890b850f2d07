import { atDeadline } from './at-deadline.js';
import type { Connection, Pool } from './connection-pool.js';
import { isAboutValues, isConflict } from './failures.js';

/** The store has not answered by the deadline; the connection is given up, and what was sent may yet take effect. */
class NoAnswerInTime extends Error {
  override readonly name = 'NoAnswerInTime';
}

/**
 * Runs on one connection of the pool until the deadline, in milliseconds since the epoch; it rejects with NoAnswerInTime
 * then, and the connection is broken. One that comes too late goes back to the pool, unused.
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
      // Another error may be the session's, such as one that began while the server was read-only: it is not used again.
      connection.release(!(isConflict(error) || isAboutValues(error)));
      throw error;
    }
  } finally {
    clearTimeout(timer);
  }
};

/** The caller was told already that there was no connection. */
const ignored = (): void => undefined;
