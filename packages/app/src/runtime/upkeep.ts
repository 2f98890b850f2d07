import type { Trouble } from '@casm/adapter-postgres';
import { applyDuePlans } from '@casm/core';
import * as E from 'fp-ts/lib/Either.js';
import type { Config } from '../config.js';
import { type Backlog } from './backlog.js';
import { backgroundLoop } from './background-loop.js';
import type { Log } from './log.js';
import type { ApiParts } from './parts.js';
import type { Service } from './service.js';

/** Keys are kept for days: what expired some minutes ago can wait, and a walk reads the whole table. */
const betweenSweeps = 600_000;

const pause = { shortest: 1000, longest: 30_000 };

/**
 * What a serving process does beside serving: it watches the outbox's ceiling, forgets requests in time, applies plans that
 * are due, and says why changes fail.
 */
export const startUpkeep = (
  { store, backlog, useCases, commits }: ApiParts,
  { outboxCeiling, requestIdHours }: Pick<Config, 'outboxCeiling' | 'requestIdHours'>,
  log: Log,
): Service => {
  const loops = [
    watchOutbox(backlog, outboxCeiling, log),
    forgetRequests(store, requestIdHours, log),
    schedulePlans(useCases, log),
  ];
  const warn = ({ phase, cause, detail, changes }: Trouble): void =>
    log.warn(`changes fail at their ${phase} (${cause})`, { detail, changes });
  commits.on('trouble', warn);
  return {
    stop: async () => {
      await Promise.all(loops.map((loop) => loop.stop()));
      commits.off('trouble', warn);
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

/** How long one change of a plan may take, in milliseconds. */
const planTimeoutMs = 5000;

/** Looks for plans that are due once a second: a look reads an index that holds confirmed plans only. */
const schedulePlans = (useCases: ApiParts['useCases'], log: Log): Service => {
  const pass = applyDuePlans({
    ...useCases,
    now: () => new Date().toISOString(),
    timeoutMs: planTimeoutMs,
    onRefused: ({ refId }, error) =>
      log.warn('a planned state cannot be applied; the next pass tries it again', {
        refId,
        error: error._tag === 'Rejected' ? error.rejections.map(({ _tag }) => _tag) : error._tag,
      }),
  });
  return backgroundLoop({
    pass: async () => {
      const passed = await pass();
      if (E.isLeft(passed)) throw new Error(passed.left.detail);
      return 'done';
    },
    onFailure: (error) => log.warn('plans that are due cannot be applied', { error: String(error) }),
    idle: () => 1000,
    pause,
  });
};
