import { applyDuePlans, type DuePlans, type StoreFailure } from '@casm/core';
import * as E from 'fp-ts/lib/Either.js';
import type { TaskEither } from 'fp-ts/lib/TaskEither.js';
import { backgroundLoop } from './background-loop.js';
import type { Log } from './log.js';
import type { OutboxCeiling } from './outbox-ceiling.js';
import type { Service } from './service.js';

/** Keys are kept for days: what expired some minutes ago can wait, and a walk reads the whole table. */
const betweenSweeps = 600_000;

const pause = { shortest: 1000, longest: 30_000 };

export interface UpkeepOptions {
  /** A store: `postgresStore` has it. */
  readonly store: {
    readonly forgetRequests: (hours: number) => TaskEither<StoreFailure, { readonly atEnd: boolean }>;
  };
  /** For how many hours the answer to a request is kept, for its repeats. */
  readonly requestIdHours: number;
  readonly ceiling: OutboxCeiling;
  /** What plans that are due are applied with. */
  readonly plans: Omit<DuePlans, 'now' | 'timeoutMs' | 'onRefused'>;
  readonly log: Log;
}

/** What a store needs in some process all the time: its outbox is measured, requests are forgotten, plans that are due are applied. */
export const startUpkeep = ({ store, requestIdHours, ceiling, plans, log }: UpkeepOptions): Service => {
  const loops = [watchOutbox(ceiling, log), forgetRequests(store, requestIdHours, log), schedulePlans(plans, log)];
  return {
    stop: async () => {
      await Promise.all(loops.map((loop) => loop.stop()));
    },
  };
};

const watchOutbox = ({ measure, isFull, ceiling }: OutboxCeiling, log: Log): Service =>
  backgroundLoop({
    pass: async () => {
      const measured = await measure();
      if (E.isLeft(measured)) throw new Error(measured.left.detail);
      if (isFull()) log.warn('the outbox is full: no change is accepted until it is published', { ceiling });
      return 'done';
    },
    onFailure: (error) => log.warn('the outbox cannot be watched', { error: String(error) }),
    idle: () => 1000,
    pause,
  });

/** Stretch by stretch with a pause between, so that the removal of many millions costs the requests next to nothing. */
const forgetRequests = (store: UpkeepOptions['store'], requestIdHours: number, log: Log): Service =>
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
const schedulePlans = (plans: UpkeepOptions['plans'], log: Log): Service => {
  const pass = applyDuePlans({
    ...plans,
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
