import { randomUUID } from 'node:crypto';
import {
  type BusinessTransactionPublisher,
  type Outbox,
  relayBusinessTransactions,
  type TopicSelection,
} from '@casm/core';
import * as E from 'fp-ts/lib/Either.js';
import type { Container } from 'inversify';
import { backedOff, type BackgroundLoop, backgroundLoop } from './background-loop.js';
import { parts } from './container.js';
import { topicsOf } from './endpoints.js';
import type { Log } from './log.js';
import type { Service } from './services.js';

const batchSize = 4000;
/**
 * A pass costs much the same for five messages as for a hundred, here and in the broker, so it is followed by a rest (ms)
 * that grows with what it found. Below some 2,500 messages per second the rests stay at a few milliseconds, above they
 * grow to the longest. Where commits nudge (casm dev) there is no rest.
 */
const rest = { shortest: 2, perMessage: 0.4, longest: 50 };
/** How long (ms) a topic may be without a look when there is nothing; other topics than the configured ones are rare. */
const idle = { configured: 250, other: 5000 };
/** Longer than a pass can take: the publisher's deadline and a renewal's age are below it. */
const leaseTtl = 10_000;

export interface RelayParts {
  readonly outbox: Outbox;
  /** The configured topics. */
  readonly topics: ReadonlyArray<string>;
  readonly newPublisher: () => BusinessTransactionPublisher;
  readonly log: Log;
}

/** Publishes what is in the outbox, nudged by this process's own commits. */
export const startRelay = (container: Container, log: Log): Service => {
  const { stop, nudge } = publishByTopic({
    outbox: container.get(parts.store).outbox,
    topics: topicsOf(container.get(parts.endpoints)),
    newPublisher: () => container.get(parts.publisher),
    log,
  });
  container.get(parts.commits).listener = nudge;
  return { stop };
};

/**
 * Each configured topic goes by itself, with a loop and a producer of its own, so that one that cannot be written to holds
 * up no other. What was queued for a topic under another configuration goes as well.
 */
export const publishByTopic = (relay: RelayParts): Service & { readonly nudge: () => void } => {
  const { outbox, topics, log } = relay;
  const holder = randomUUID();
  const configured = topics.map((topic) => startLane(relay, holder, topic, { only: topic }, idle.configured));
  const lanes = [...configured, startLane(relay, holder, 'another topic', { except: topics }, idle.other)];
  return {
    nudge: () => configured.forEach(({ loop }) => loop.nudge()),
    stop: async () => {
      await Promise.all(lanes.map(({ loop }) => loop.stop()));
      const released = await outbox.release(holder)();
      if (E.isLeft(released))
        log.warn('the shards could not be given back; their lease runs out', { error: released.left.detail });
      await Promise.all(lanes.map(({ publisher }) => publisher.close()));
    },
  };
};

interface Lane {
  readonly loop: BackgroundLoop;
  readonly publisher: BusinessTransactionPublisher;
}

const startLane = (
  { outbox, newPublisher, log }: RelayParts,
  holder: string,
  name: string,
  topics: TopicSelection,
  longest: number,
): Lane => {
  const publisher = newPublisher();
  const pass = relayBusinessTransactions({
    outbox,
    publisher,
    holder,
    leaseTtl,
    topics,
    batchSize,
    now: () => performance.now(),
    onParked: ({ refId, version, topic }, error) =>
      log.warn('a message is parked, and its customer on that topic with it: see casm outbox', {
        refId,
        version,
        topic,
        error,
      }),
  });
  let found = 0;
  const loop = backgroundLoop({
    pass: async () => {
      const passed = await pass();
      if (E.isLeft(passed)) throw new Error(`${passed.left._tag}: ${passed.left.detail}`);
      const { published, more } = passed.right;
      found = published;
      return more ? 'more' : published > 0 ? 'done' : 'nothing';
    },
    onFailure: (error) =>
      log.warn(`publishing to ${name} failed; what is unpublished waits in the outbox`, { error: String(error) }),
    idle: (nothingInARow) =>
      Math.max(
        Math.min(rest.longest, found * rest.perMessage),
        backedOff({ shortest: rest.shortest, longest }, nothingInARow),
      ),
    // A pass that fails has taken its own time already; this is what comes on top once the broker is back.
    pause: { shortest: 200, longest: 1000 },
  });
  return { loop, publisher };
};
