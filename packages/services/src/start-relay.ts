import { randomUUID } from 'node:crypto';
import {
  type BusinessTransactionPublisher,
  completeTopic,
  keptLease,
  type Outbox,
  type OutboxBacklog,
  type ShardLeases,
} from '@casm/core';
import * as E from 'fp-ts/lib/Either.js';
import { backgroundLoop } from './background-loop.js';
import { handingOver } from './handing-over.js';
import type { Log } from './log.js';
import { type Lane, startLane } from './relay-lane.js';
import type { Service } from './service.js';

/** The interval of the search for topics that are not configured here, in ms. */
const topicSearchMs = 5000;
/** Longer than most passes. A pass that takes longer publishes the same messages as the next holder, in the same order. */
const leaseTtlMs = 10_000;

/** The options of `startRelay`. */
export interface RelayOptions {
  /** A store: `postgresStore` has all three. */
  readonly store: {
    readonly outbox: Outbox;
    readonly leases: ShardLeases;
    readonly backlog: Pick<OutboxBacklog, 'topics'>;
  };
  /** Makes a publisher. The relay makes one for each topic, and closes it. */
  readonly newPublisher: () => BusinessTransactionPublisher;
  /** The topics that are published from the start; the complete one by default. The relay finds others in the outbox. */
  readonly topics?: ReadonlyArray<string>;
  readonly log: Log;
  /** Called after each pass that published messages, with the topic, their number and its duration. Must not throw. */
  readonly onPublished?: (topic: string, messages: number, durationMs: number) => void;
  /** Returns the milliseconds of a monotonic clock; `performance.now` by default. */
  readonly now?: () => number;
}

/** A running relay. */
export interface RelayService extends Service {
  /**
   * Starts a pass immediately. Call it after a commit, or from `listenForCommits` of `@casm/adapter-postgres` for commits of other
   * processes. Without it the outbox is polled at intervals of up to 250 ms, and of up to a second
   * while messages are found after nudges.
   */
  readonly nudge: () => void;
  /** The causes of its waits, one sentence for each topic that waits. */
  readonly waits: () => ReadonlyArray<string>;
}

/**
 * Publishes the outbox until it is stopped. Any number of processes may run it: the first leases all shards of the customers, and another
 * takes over when the first is stopped, when its lease expires, or when it could not publish anything for a minute. Each topic has its own
 * loop and producer, so that a topic that cannot be written to does not block others. The topics are the configured ones and those for which
 * another configuration left entries.
 */
export const startRelay = ({
  store: { outbox, leases, backlog },
  newPublisher,
  topics = [completeTopic],
  log,
  onPublished = () => undefined,
  now = () => performance.now(),
}: RelayOptions): RelayService => {
  const holder = randomUUID();
  const handover = handingOver(leases, now, () =>
    log.warn(
      'nothing could be published for a minute: the shards of the customers are left to another relay, if there is one',
    ),
  );
  const lease = keptLease({ leases: handover.leases, holder, ttlMs: leaseTtlMs, now });
  const lanes = new Map<string, Lane>();
  const open = (topic: string): void => {
    if (!lanes.has(topic))
      lanes.set(topic, startLane({ outbox, topic, lease, publisher: newPublisher(), handover, log, onPublished }));
  };
  topics.forEach(open);
  const search = backgroundLoop({
    pass: async () => {
      const found = await backlog.topics();
      if (E.isLeft(found)) throw new Error(found.left.detail);
      found.right.forEach(open);
      return 'done';
    },
    onFailure: (error) => log.warn('the outbox cannot be searched for topics', { error: String(error) }),
    idle: () => topicSearchMs,
    pause: { shortest: topicSearchMs, longest: topicSearchMs },
  });
  return {
    waits: () => [...lanes.values()].flatMap((lane) => lane.waits() ?? []),
    nudge: () => lanes.forEach(({ loop }) => loop.nudge()),
    stop: async () => {
      // The shards are released after all lanes have ended. Slow lanes are stopped first; the others publish meanwhile.
      const slow = [...lanes.values()].filter(({ isSlow }) => isSlow());
      await Promise.all([search.stop(), ...slow.map(({ loop }) => loop.stop())]);
      const all = [...lanes.values()];
      await Promise.all(all.map(({ loop }) => loop.stop()));
      const released = await leases.release(holder)();
      if (E.isLeft(released))
        log.warn('the shards could not be given back; their lease runs out', { error: released.left.detail });
      await Promise.all(all.map(({ close }) => close()));
    },
  };
};
