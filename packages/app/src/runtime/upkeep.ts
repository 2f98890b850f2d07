import * as E from 'fp-ts/lib/Either.js';
import type { Config } from '../config.js';
import { type Backlog } from './backlog.js';
import { backgroundLoop } from './background-loop.js';
import type { Log } from './log.js';
import type { ApiParts } from './parts.js';
import type { Service } from './services.js';

/** Keys are kept for days: what expired some minutes ago can wait, and a walk reads the whole table. */
const betweenSweeps = 600_000;

const pause = { shortest: 1000, longest: 30_000 };

/** What a serving process does beside serving: it watches the outbox's ceiling, and forgets requests in time. */
export const startUpkeep = (
  { store, backlog }: ApiParts,
  { outboxCeiling, requestIdHours }: Pick<Config, 'outboxCeiling' | 'requestIdHours'>,
  log: Log,
): Service => {
  const [watch, sweep] = [watchOutbox(backlog, outboxCeiling, log), forgetRequests(store, requestIdHours, log)];
  return {
    stop: async () => {
      await Promise.all([watch.stop(), sweep.stop()]);
    },
  };
};

const watchOutbox = (backlog: Backlog, outboxCeiling: number, log: Log): Service =>
  backgroundLoop({
    pass: async () => {
      const measured = await backlog.measure();
      if (E.isLeft(measured)) throw new Error(measured.left.detail);
      if (backlog.isFull())
        log.warn('the outbox is full: no change is accepted until it is published', { outboxCeiling });
      return 'done';
    },
    onFailure: (error) => log.warn('the outbox cannot be watched', { error: String(error) }),
    idle: () => 1000,
    pause,
  });

/** Stretch by stretch with a pause between, so that the removal of many millions costs the requests next to nothing. */
const forgetRequests = (store: ApiParts['store'], requestIdHours: number, log: Log): Service =>
  backgroundLoop({
    pass: async () => {
      const swept = await store.forgetRequests(requestIdHours)();
      if (E.isLeft(swept)) throw new Error(swept.left.detail);
      return swept.right.atEnd ? 'nothing' : 'done';
    },
    onFailure: (error) => log.warn('expired request keys cannot be removed', { error: String(error) }),
    idle: (atEnd) => (atEnd === 0 ? 250 : betweenSweeps),
    pause,
  });
