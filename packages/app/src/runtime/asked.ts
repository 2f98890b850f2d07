import type { ReadFailure } from '@casm/core';
import type { Log } from '@casm/services';
import type { TaskEither } from 'fp-ts/lib/TaskEither.js';
import { causeOf } from './cause-of.js';
import { type Watched, watched, type WatchedOptions } from './watched.js';

const asking = { everyMs: 1000, timeoutMs: 2000 };

/** A count reads all that waits, which is up to `CASM_OUTBOX_CEILING` rows. */
const counting = { everyMs: 5000, timeoutMs: 5000 };

/** Whether something answers, asked once a second; that it does not is a warning. */
export const askedInBackground = (what: string, ping: TaskEither<ReadFailure, void>, log: Log): Watched<void> =>
  watched(ping, {
    ...asking,
    onFailure: (failure) => log.warn(`${what} does not answer`, { cause: causeOf(failure) }),
  });

/** What metrics are read off, asked every 5 seconds. Without an answer they are left out, and the first time in a row is a warning. */
export const countedInBackground = <A>(
  what: string,
  count: TaskEither<ReadFailure, A>,
  log: Log,
  interval: Pick<WatchedOptions, 'everyMs' | 'timeoutMs'> = counting,
): Watched<A> =>
  watched(count, {
    ...interval,
    onOutage: (failure) => log.warn(`the metrics of ${what} are left out`, { cause: causeOf(failure) }),
    onRecovery: () => log.info(`the metrics of ${what} are told again`),
  });
