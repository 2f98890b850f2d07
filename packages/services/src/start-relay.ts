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
import type { Log } from './log.js';
import { type Lane, startLane } from './relay-lane.js';
import type { Service } from './service.js';

/** How often (ms) is looked for topics that are not configured here. */
const betweenTopics = 5000;
/** Longer than a pass takes as a rule. One that takes longer repeats what the next holder publishes, in the same order. */
const leaseTtlMs = 10_000;

export interface RelayOptions {
  /** A store: `postgresStore` has all three. */
  readonly store: {
    readonly outbox: Outbox;
    readonly leases: ShardLeases;
    readonly backlog: Pick<OutboxBacklog, 'topics'>;
  };
  /** Makes a publisher; each topic has one of its own, and the relay closes it. */
  readonly newPublisher: () => BusinessTransactionPublisher;
  /** The topics that are published from the start; by default the complete one. Others are found in the outbox. */
  readonly topics?: ReadonlyArray<string>;
  readonly log: Log;
  /** Hears of each pass that published something: how many messages, to which topic. Must not throw. */
  readonly onPublished?: (topic: string, messages: number) => void;
}

export interface RelayService extends Service {
  /** There is something new in the outbox: call it after a commit. Without it the outbox is looked at up to 250 ms later. */
  readonly nudge: () => void;
  /** What it waits for, a sentence for each topic that waits. */
  readonly waits: () => ReadonlyArray<string>;
}

/**
 * Publishes what is in the outbox until it is stopped. Any number of processes may run it: they share the customers by leases.
 * Each topic goes by itself, with a loop and a producer of its own, so that one that cannot be written to holds up no other:
 * the configured ones, and those for which something was queued under another configuration.
 */
export const startRelay = ({
  store: { outbox, leases, backlog },
  newPublisher,
  topics = [completeTopic],
  log,
  onPublished = () => undefined,
}: RelayOptions): RelayService => {
  const holder = randomUUID();
  const lease = keptLease({ leases, holder, ttlMs: leaseTtlMs, now: () => performance.now() });
  const lanes = new Map<string, Lane>();
  const open = (topic: string): void => {
    if (!lanes.has(topic))
      lanes.set(topic, startLane({ outbox, topic, lease, publisher: newPublisher(), log, onPublished }));
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
    idle: () => betweenTopics,
    pause: { shortest: betweenTopics, longest: betweenTopics },
  });
  return {
    waits: () => [...lanes.values()].flatMap((lane) => lane.waits() ?? []),
    nudge: () => lanes.forEach(({ loop }) => loop.nudge()),
    stop: async () => {
      // The shards are given back when all lanes have ended. Those that take long go first, and the others go on meanwhile.
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
