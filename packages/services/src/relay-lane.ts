import {
  type BusinessTransactionPublisher,
  publicationFailed,
  type Relay,
  relayBusinessTransactions,
} from '@casm/core';
import * as E from 'fp-ts/lib/Either.js';
import { type BackgroundLoop, backgroundLoop } from './background-loop.js';
import type { HandingOver } from './handing-over.js';
import type { Log } from './log.js';
import { logWaiting } from './log-waiting.js';
import { relayPacing } from './relay-pacing.js';

const batchSize = 4000;

/** The duration after which a pass counts as slow, in ms. */
const slowPassMs = 500;

/** The publication of one topic. */
export interface Lane {
  readonly loop: BackgroundLoop;
  /** The cause of its wait, as a sentence; null if it does not wait. */
  readonly waits: () => string | null;
  readonly close: () => Promise<void>;
  /** True if a stop may take long, because the last pass failed or the current one is slow. */
  readonly isSlow: () => boolean;
}

interface LaneOptions extends Pick<Relay, 'outbox' | 'topic' | 'lease' | 'publisher'> {
  readonly handover: Omit<HandingOver, 'leases'>;
  readonly log: Log;
  readonly onPublished: (topic: string, messages: number, durationMs: number) => void;
}

export const startLane = (relay: LaneOptions): Lane => {
  const { topic, handover, log, onPublished } = relay;
  /** False from the start of a call of the publisher until a pass finds that nothing is left to publish here. */
  let isIdle = true;
  /** The hand-overs before the current pass. */
  let handOvers = 0;
  const publisher: BusinessTransactionPublisher = {
    publish: (messages) => async () => {
      const ended = handover.publishing(topic, handOvers);
      if (ended === null) return E.left(publicationFailed('the shards are left to another relay'));
      isIdle = false;
      let isThrough = false;
      try {
        const published = await relay.publisher.publish(messages)();
        isThrough = E.isRight(published) || published.left.refused.length > 0;
        return published;
      } finally {
        ended(isThrough);
      }
    },
    waitsFor: () => (isIdle ? null : relay.publisher.waitsFor()),
    close: () => relay.publisher.close(),
  };
  const pass = relayBusinessTransactions({
    ...relay,
    publisher,
    batchSize,
    onParked: ({ refId, version }, error) =>
      log.warn('a message is parked, and its customer on that topic with it: see casm outbox', {
        refId,
        version,
        topic,
        error,
      }),
  });
  const pacing = relayPacing();
  let failed = false;
  let passBegan = Number.POSITIVE_INFINITY;
  const loop = backgroundLoop({
    pass: async () => {
      const began = performance.now();
      passBegan = began;
      handOvers = handover.times();
      pacing.passBegins();
      const passed = await pass().finally(() => (passBegan = Number.POSITIVE_INFINITY));
      failed = E.isLeft(passed);
      if (E.isLeft(passed)) throw new Error(`${passed.left._tag}: ${passed.left.detail}`);
      const { published, more } = passed.right;
      pacing.passEnds(published);
      if (published > 0) onPublished(topic, published, performance.now() - began);
      // Another relay may have published what this one could not.
      if (published === 0 && !more && !handover.isAside()) {
        isIdle = true;
        handover.idle(topic);
      }
      return more ? 'more' : published > 0 ? 'done' : 'nothing';
    },
    onFailure: (error) =>
      log.warn(`publishing to ${topic} failed; what is unpublished waits in the outbox`, { error: String(error) }),
    idle: pacing.pauseMs,
    // Short, because a failed pass takes its own timeout already and this delays the first pass after the broker is back.
    pause: { shortest: 200, longest: 1000 },
  });
  const telling = logWaiting(`publishing to ${topic}`, publisher.waitsFor, log);
  return {
    loop: {
      ...loop,
      nudge: () => {
        pacing.announced();
        loop.nudge();
      },
    },
    waits: telling.waits,
    close: async () => {
      await Promise.all([telling.stop(), publisher.close()]);
    },
    isSlow: () => failed || performance.now() - passBegan > slowPassMs,
  };
};
