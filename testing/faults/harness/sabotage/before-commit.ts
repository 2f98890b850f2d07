import pg from 'pg';

/**
 * Calls `die` when any connection of this process is about to send a commit. No port exposes the moment between a
 * batch's rows and their commit, so this patches the PostgreSQL client, which the product shares with the tests.
 */
export const dieBeforeCommit = (die: () => void): void => {
  const client = pg.Client.prototype;
  const query: unknown = Reflect.get(client, 'query');
  if (typeof query !== 'function') throw new Error('pg.Client has no query');
  Reflect.set(client, 'query', function (this: pg.Client, ...args: ReadonlyArray<unknown>): unknown {
    if (args[0] === 'commit') die();
    const sent: unknown = Reflect.apply(query, this, args);
    return sent;
  });
};
