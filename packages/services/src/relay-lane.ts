import { type Relay, relayBusinessTransactions } from '@casm/core';
import * as E from 'fp-ts/lib/Either.js';
import { backedOff, type BackgroundLoop, backgroundLoop } from './background-loop.js';
import type { Log } from './log.js';
import { tellWaiting } from './tell-waiting.js';

const batchSize = 4000;
/**
 * A pass costs much the same for five messages as for a hundred, here and in the broker. What a pass has beyond `from`
 * is followed by a rest (ms), so that at some thousands a second, and not before, a pass has hundreds. Where commits
 * nudge (casm dev) there is no rest.
 */
const rest = { from: 30, perMessage: 0.8, longest: 50 };
/** Where nothing is found, the looks come less often, down to this (ms). */
const rarest = 250;

/** A pass (ms) that goes well is over by then. */
const quick = 500;

/** What publishes one topic. */
export interface Lane {
  readonly loop: BackgroundLoop;
  /** What it waits for, as a sentence; null: for nothing. */
  readonly waits: () => string | null;
  readonly close: () => Promise<void>;
  /** Whether it may take long to stop. */
  readonly isSlow: () => boolean;
}

interface LaneOptions extends Pick<Relay, 'outbox' | 'topic' | 'lease' | 'publisher'> {
  readonly log: Log;
  readonly onPublished: (topic: string, messages: number) => void;
}

export const startLane = (relay: LaneOptions): Lane => {
  const { topic, publisher, log, onPublished } = relay;
  const pass = relayBusinessTransactions({
    ...relay,
    batchSize,
    onParked: ({ refId, version }, error) =>
      log.warn('a message is parked, and its customer on that topic with it: see casm outbox', {
        refId,
        version,
        topic,
        error,
      }),
  });
  let published = 0;
  let failed = false;
  let passBegan = Number.POSITIVE_INFINITY;
  const loop = backgroundLoop({
    pass: async () => {
      passBegan = performance.now();
      const passed = await pass().finally(() => (passBegan = Number.POSITIVE_INFINITY));
      failed = E.isLeft(passed);
      if (E.isLeft(passed)) throw new Error(`${passed.left._tag}: ${passed.left.detail}`);
      published = passed.right.published;
      if (published > 0) onPublished(topic, published);
      return passed.right.more ? 'more' : published > 0 ? 'done' : 'nothing';
    },
    onFailure: (error) =>
      log.warn(`publishing to ${topic} failed; what is unpublished waits in the outbox`, { error: String(error) }),
    idle: (nothingInARow) =>
      Math.max(
        Math.min(rest.longest, (published - rest.from) * rest.perMessage),
        backedOff({ shortest: 2, longest: rarest }, nothingInARow),
      ),
    // A pass that fails has taken its own time already; this is what comes on top once the broker is back.
    pause: { shortest: 200, longest: 1000 },
  });
  const telling = tellWaiting(`publishing to ${topic}`, publisher.waitsFor, log);
  return {
    loop,
    waits: telling.waits,
    close: async () => {
      await Promise.all([telling.stop(), publisher.close()]);
    },
    isSlow: () => failed || performance.now() - passBegan > quick,
  };
};
