import { applyDuePlans, type DuePlans, type OutboxBacklog, type ShardLeases, type StoreFailure } from '@casm/core';
import * as E from 'fp-ts/lib/Either.js';
import type { TaskEither } from 'fp-ts/lib/TaskEither.js';
import { backgroundLoop } from './background-loop.js';
import type { Log } from './log.js';
import { missingRelay } from './missing-relay.js';
import type { OutboxCeiling } from './outbox-ceiling.js';
import type { Service } from './service.js';

/** The interval between sweeps in ms. A sweep reads the whole table, and keys are stored for days, so minutes do not matter. */
const sweepIntervalMs = 600_000;

const pause = { shortest: 1000, longest: 30_000 };

/** One step of the sweep of expired request keys. */
export interface SweepStep {
  /** The number of keys that were deleted. */
  readonly removed: number;
  /** True if it reached the end of the table, so that every expired key is deleted. */
  readonly atEnd: boolean;
  readonly durationMs: number;
}

/** The options of `startUpkeep`. */
export interface UpkeepOptions {
  /** A store: `postgresStore` implements all of it. */
  readonly store: {
    readonly forgetRequests: (hours: number) => TaskEither<StoreFailure, Omit<SweepStep, 'durationMs'>>;
    /** Removes one campaign; a store without campaigns lacks it. */
    readonly forgetCampaigns?: (days: number | null) => TaskEither<StoreFailure, boolean>;
    readonly backlog: Pick<OutboxBacklog, 'oldestAt'>;
    readonly leases: Pick<ShardLeases, 'anyLeased'>;
  };
  /** The hours for which the answer to a request is stored for its repeats. */
  readonly requestIdHours: number;
  /** The days for which a campaign that has ended is stored with its rows; null, the default, stores it for ever. */
  readonly campaignDays?: number | null;
  readonly ceiling: OutboxCeiling;
  /** The dependencies for applying due plans. */
  readonly plans: Omit<DuePlans, 'now' | 'timeoutMs' | 'onRefused'>;
  readonly log: Log;
  /** Called after each step of the sweep of request keys that succeeded. Must not throw. */
  readonly onSwept?: (step: SweepStep) => void;
}

/**
 * The maintenance of a store, which must always run in at least one process. It measures the outbox, deletes expired request keys and
 * campaigns, and applies due plans. When a message has waited for a minute and no relay runs in any process, it logs a warning.
 */
export const startUpkeep = (options: UpkeepOptions): Service => {
  const { store, campaignDays = null, ceiling, plans, log } = options;
  const loops = [
    watchOutbox(ceiling, log),
    watchForRelay(store, log),
    forgetRequests(options),
    schedulePlans(plans, log),
    ...(store.forgetCampaigns === undefined ? [] : [forgetCampaigns(store.forgetCampaigns, campaignDays, log)]),
  ];
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

const watchForRelay = (store: UpkeepOptions['store'], log: Log): Service =>
  backgroundLoop({
    pass: missingRelay(store, log),
    onFailure: (error) => log.warn('it cannot be seen whether a relay runs', { error: String(error) }),
    idle: () => 10_000,
    pause,
  });

/** Deletes in small batches with pauses, so that the deletion of many millions hardly slows requests down. */
const forgetRequests = ({ store, requestIdHours, log, onSwept = () => undefined }: UpkeepOptions): Service =>
  backgroundLoop({
    pass: async () => {
      const began = performance.now();
      const swept = await store.forgetRequests(requestIdHours)();
      if (E.isLeft(swept)) throw new Error(swept.left.detail);
      onSwept({ ...swept.right, durationMs: performance.now() - began });
      return swept.right.atEnd ? 'nothing' : 'done';
    },
    onFailure: (error) => log.warn('expired request keys cannot be removed', { error: String(error) }),
    idle: (atEnd) => (atEnd === 0 ? 250 : sweepIntervalMs),
    pause,
  });

/** Deletes one campaign at a time, and those that a crash has left half loaded with them. */
const forgetCampaigns = (
  forget: NonNullable<UpkeepOptions['store']['forgetCampaigns']>,
  days: number | null,
  log: Log,
): Service =>
  backgroundLoop({
    pass: async () => {
      const forgotten = await forget(days)();
      if (E.isLeft(forgotten)) throw new Error(forgotten.left.detail);
      return forgotten.right ? 'more' : 'nothing';
    },
    onFailure: (error) => log.warn('campaigns cannot be removed', { error: String(error) }),
    idle: () => sweepIntervalMs,
    pause,
  });

/** The timeout for applying one plan, in milliseconds. */
const planTimeoutMs = 5000;

/** Applies due plans once a second. A pass without due plans is cheap: it reads an index of confirmed plans. */
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
