import * as E from 'fp-ts/lib/Either.js';
import type { Container } from 'inversify';
import { backgroundLoop } from './background-loop.js';
import { parts } from './container.js';
import type { Log } from './log.js';
import type { Service } from './services.js';

/** Keys are kept for days: what expired some minutes ago can wait, and a walk reads the whole table. */
const betweenSweeps = 600_000;

const pause = { shortest: 1000, longest: 30_000 };

/** What a serving process does beside serving: it watches the outbox's ceiling, and forgets requests in time. */
export const startUpkeep = (container: Container, log: Log): Service => {
  const [watch, sweep] = [watchOutbox(container, log), forgetRequests(container, log)];
  return {
    stop: async () => {
      await Promise.all([watch.stop(), sweep.stop()]);
    },
  };
};

const watchOutbox = (container: Container, log: Log): Service => {
  const { outbox } = container.get(parts.store);
  const { outboxCeiling } = container.get(parts.endpoints);
  const backlog = container.get(parts.backlog);
  return backgroundLoop({
    pass: async () => {
      const size = await outbox.size(outboxCeiling)();
      if (E.isLeft(size)) throw new Error(size.left.detail);
      backlog.isFull = size.right >= outboxCeiling;
      if (backlog.isFull)
        log.warn('the outbox is full: no change is accepted until it is published', { outboxCeiling });
      return 'done';
    },
    onFailure: (error) => log.warn('the outbox cannot be watched', { error: String(error) }),
    idle: () => 1000,
    pause,
  });
};

/** Stretch by stretch with a pause between, so that the removal of many millions costs the requests next to nothing. */
const forgetRequests = (container: Container, log: Log): Service => {
  const store = container.get(parts.store);
  const { requestIdHours } = container.get(parts.endpoints);
  return backgroundLoop({
    pass: async () => {
      const swept = await store.forgetRequests(requestIdHours)();
      if (E.isLeft(swept)) throw new Error(swept.left.detail);
      return swept.right.atEnd ? 'nothing' : 'done';
    },
    onFailure: (error) => log.warn('expired request keys cannot be removed', { error: String(error) }),
    idle: (atEnd) => (atEnd === 0 ? 250 : betweenSweeps),
    pause,
  });
};
