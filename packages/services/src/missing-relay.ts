import type { OutboxBacklog, ShardLeases, StoreFailure } from '@casm/core';
import * as E from 'fp-ts/lib/Either.js';
import type { TaskEither } from 'fp-ts/lib/TaskEither.js';
import type { Log } from './log.js';

/** A relay that is started again takes its lease up within seconds. */
const warnAfterMs = 60_000;
const betweenTellingsMs = 60_000;

interface Watched {
  readonly backlog: Pick<OutboxBacklog, 'oldestAt'>;
  readonly leases: Pick<ShardLeases, 'anyLeased'>;
}

/**
 * A look at the outbox, to be repeated. Warns, at most once a minute, when its oldest message has waited for a minute and no relay holds
 * a lease, and says when that is over. A relay that runs tells its own trouble.
 */
export const missingRelay = ({ backlog, leases }: Watched, log: Log, now: () => number = Date.now) => {
  let toldAt: number | null = null;
  return async (): Promise<'done'> => {
    const oldestAt = await result(backlog.oldestAt);
    const waited = oldestAt === null ? 0 : now() - Date.parse(oldestAt);
    if (waited < warnAfterMs || (await result(leases.anyLeased))) {
      if (toldAt !== null) log.info('a relay publishes what waited in the outbox');
      toldAt = null;
    } else if (toldAt === null || now() - toldAt >= betweenTellingsMs) {
      log.warn('no relay runs, and nothing is published: start one (startRelay, or casm relay)', {
        oldestAt,
        seconds: Math.round(waited / 1000),
      });
      toldAt = now();
    }
    return 'done';
  };
};

const result = async <A>(task: TaskEither<StoreFailure, A>): Promise<A> => {
  const outcome = await task();
  if (E.isLeft(outcome)) throw new Error(outcome.left.detail);
  return outcome.right;
};
