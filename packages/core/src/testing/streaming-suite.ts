import * as TE from 'fp-ts/lib/TaskEither.js';
import { storeUnavailable } from '../domain/failure.js';
import type { BusinessTransactionPublisher } from '../ports/business-transaction-publisher.js';
import type {
  BusinessTransactionSubscription,
  Delivery,
  Subscriber,
} from '../ports/business-transaction-subscription.js';
import type { OutboundMessage } from '../ports/outbox.js';
import { type Law, mustEqual, mustHold, succeeds } from './law.js';

/** A publisher, and subscriptions to a topic that nobody else uses. */
export interface StreamingUnderTest {
  readonly topic: string;
  readonly publisher: BusinessTransactionPublisher;
  readonly subscribe: () => BusinessTransactionSubscription;
}

export type StreamingLaw = Law<() => Promise<StreamingUnderTest>>;

const message = (topic: string, refId: string, version: number): OutboundMessage => ({
  kind: 'customer',
  refId,
  version,
  topic,
  transactionId: `${refId}-${version}`,
  operation: 'updateCustomerSegment',
  occurredAt: '2026-02-01T08:00:00.000Z',
  traceparent: null,
  body: JSON.stringify({ refId, version }),
});

/** Versions 1 to `versions` of each of `customers` customers, interleaved. */
const many = (topic: string, customers: number, versions: number): ReadonlyArray<OutboundMessage> =>
  Array.from({ length: versions }, (_, v) =>
    Array.from({ length: customers }, (__, c) => message(topic, `c-${c}`, v + 1)),
  ).flat();

interface Trouble {
  readonly next?: number;
  /** Which call to receive fails. */
  readonly refuses?: number;
  /** Which one throws. */
  readonly throws?: number;
  /** Which one hears of lost partitions. */
  readonly loses?: number;
}

/** Remembers what it receives. */
const recorder = (given: Trouble = {}) => {
  const received: Array<Delivery> = [];
  const waiting = new Set<() => void>();
  let calls = 0;
  let claims = 0;
  const subscriber: Subscriber = {
    claim: (partitions) => () => {
      claims += 1;
      const { next } = given;
      return TE.right(next === undefined ? [] : partitions.map((partition) => ({ partition, next })))();
    },
    receive: (deliveries) => () => {
      calls += 1;
      if (calls === given.throws) throw new Error('a defect of the subscriber');
      if (calls === given.refuses) return TE.left(storeUnavailable('refused on purpose'))();
      if (calls === given.loses) {
        const partitions = deliveries.map(({ partition }) => partition);
        return TE.left({ _tag: 'PartitionsLost' as const, partitions })();
      }
      received.push(...deliveries);
      waiting.forEach((check) => check());
      return TE.right(undefined)();
    },
  };
  const until = (count: number): Promise<void> =>
    new Promise((resolve) => {
      const check = (): void => {
        if (received.length < count) return;
        waiting.delete(check);
        resolve();
      };
      waiting.add(check);
      check();
    });
  return { subscriber, received, until, claimed: () => claims };
};

const ofKey = (received: ReadonlyArray<Delivery>, key: string): ReadonlyArray<string | null> =>
  received.filter((delivery) => delivery.key === key).map(({ body }) => body);

const ignore = (): void => undefined;

export const streamingSuite: ReadonlyArray<StreamingLaw> = [
  {
    name: 'what is published arrives, byte for byte, under its key',
    check: async (make) => {
      const { topic, publisher, subscribe } = await make();
      const { subscriber, received, until } = recorder();
      const body = '{"customName":"Zoë “Z” O’Neill 😀"}';
      await succeeds(publisher.publish([{ ...message(topic, 'c-1', 1), body }]));
      const subscription = subscribe();
      await subscription.start(subscriber, ignore);
      mustHold(subscription.isReading(), 'it reads');
      await until(1);
      mustEqual([received[0]?.key, received[0]?.body, received[0]?.offset], ['c-1', body, 0], 'delivery');
      await subscription.close();
      mustHold(!subscription.isReading(), 'it reads no more');
    },
  },
  {
    name: 'one customer’s messages keep their order, within a call and from call to call',
    check: async (make) => {
      const { topic, publisher, subscribe } = await make();
      const { subscriber, received, until } = recorder();
      const subscription = subscribe();
      const messages = many(topic, 7, 60);
      await succeeds(publisher.publish(messages.slice(0, 300)));
      await subscription.start(subscriber, ignore);
      await succeeds(publisher.publish(messages.slice(300)));
      await until(messages.length);
      await subscription.close();
      for (const key of ['c-0', 'c-3', 'c-6']) {
        mustEqual(
          ofKey(received, key),
          messages.filter(({ refId }) => refId === key).map(({ body }) => body),
          key,
        );
      }
    },
  },
  {
    name: 'a batch that was not received is delivered again, and nothing is passed over',
    check: async (make) => {
      const { topic, publisher, subscribe } = await make();
      const { subscriber, received, until } = recorder({ refuses: 1 });
      const trouble: Array<string> = [];
      await succeeds(publisher.publish(many(topic, 3, 20)));
      const subscription = subscribe();
      await subscription.start(subscriber, (detail) => trouble.push(detail));
      await until(60);
      await subscription.close();
      mustHold(trouble.length > 0, 'the trouble was told');
      mustEqual(new Set(received.map(({ body }) => body)).size, 60, 'all have arrived');
    },
  },
  {
    name: 'a batch at which the subscriber throws is delivered again, and nothing is passed over',
    check: async (make) => {
      const { topic, publisher, subscribe } = await make();
      const { subscriber, received, until } = recorder({ throws: 1 });
      await succeeds(publisher.publish(many(topic, 3, 20)));
      const subscription = subscribe();
      await subscription.start(subscriber, ignore);
      await until(60);
      await subscription.close();
      mustEqual(new Set(received.map(({ body }) => body)).size, 60, 'all have arrived');
    },
  },
  {
    name: 'who is told that its partitions are lost claims anew what it still reads, and passes over nothing',
    check: async (make) => {
      const { topic, publisher, subscribe } = await make();
      const { subscriber, received, until, claimed } = recorder({ loses: 1 });
      await succeeds(publisher.publish(many(topic, 3, 20)));
      const subscription = subscribe();
      await subscription.start(subscriber, ignore);
      await until(60);
      await subscription.close();
      mustHold(claimed() > 1, 'it has claimed again');
      mustEqual(new Set(received.map(({ body }) => body)).size, 60, 'all have arrived');
    },
  },
  {
    name: 'a subscriber starts where its own positions say',
    check: async (make) => {
      const { topic, publisher, subscribe } = await make();
      await succeeds(publisher.publish([1, 2, 3, 4].map((version) => message(topic, 'c-1', version))));
      const { subscriber, received, until } = recorder({ next: 2 });
      const subscription = subscribe();
      await subscription.start(subscriber, ignore);
      await until(2);
      await subscription.close();
      mustEqual(
        received.map(({ offset }) => offset),
        [2, 3],
        'offsets',
      );
    },
  },
  {
    name: 'a position beyond the end is another cluster’s, and starts at the earliest',
    check: async (make) => {
      const { topic, publisher, subscribe } = await make();
      await succeeds(publisher.publish([1, 2].map((version) => message(topic, 'c-1', version))));
      const { subscriber, received, until } = recorder({ next: 5000 });
      const subscription = subscribe();
      await subscription.start(subscriber, ignore);
      await until(2);
      await subscription.close();
      mustEqual(
        received.map(({ offset }) => offset),
        [0, 1],
        'offsets',
      );
    },
  },
];
