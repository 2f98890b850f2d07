import * as E from 'fp-ts/lib/Either.js';
import * as TE from 'fp-ts/lib/TaskEither.js';
import type { BusinessTransactionPublisher } from '../ports/business-transaction-publisher.js';
import type {
  BusinessTransactionSubscription,
  Delivery,
  Partition,
  Subscriber,
} from '../ports/business-transaction-subscription.js';

export interface InMemoryStreaming {
  readonly publisher: BusinessTransactionPublisher;
  /** A subscription of its own to the topic; any number. */
  readonly subscribe: (topic: string) => BusinessTransactionSubscription;
}

/** The one group that reads it. */
const group = 'in-memory';

/** One partition for each topic, in memory. What is published is delivered as soon as the subscriber takes it. */
export const inMemoryStreaming = (cluster = 'in-memory'): InMemoryStreaming => {
  const topics = new Map<string, Array<Delivery>>();
  const wakes = new Set<() => void>();
  const logOf = (topic: string): Array<Delivery> => {
    const log = topics.get(topic) ?? [];
    topics.set(topic, log);
    return log;
  };
  return {
    publisher: {
      publish: (messages) =>
        TE.fromIO(() => {
          for (const { topic, refId, body } of messages) {
            const log = logOf(topic);
            log.push({ partition: { cluster, group, topic, partition: 0 }, offset: log.length, key: refId, body });
          }
          wakes.forEach((wake) => wake());
        }),
      close: async () => undefined,
    },
    subscribe: (topic) => subscriptionTo({ cluster, group, topic, partition: 0 }, logOf(topic), wakes),
  };
};

const subscriptionTo = (
  partition: Partition,
  log: ReadonlyArray<Delivery>,
  wakes: Set<() => void>,
): BusinessTransactionSubscription => {
  let next = 0;
  let reading = false;
  let inHand: Promise<void> = Promise.resolve();
  let wake = (): void => undefined;

  const claim = async (subscriber: Subscriber): Promise<void> => {
    const stored = await subscriber.claim([partition])();
    const position = E.isRight(stored) ? (stored.right[0]?.next ?? 0) : 0;
    next = position > log.length ? 0 : position;
  };

  const drain = async (subscriber: Subscriber, onError: (detail: string) => void): Promise<void> => {
    while (reading && next < log.length) {
      const batch = log.slice(next);
      try {
        const received = await subscriber.receive(batch)();
        if (E.isRight(received)) {
          next += batch.length;
          continue;
        }
        onError(received.left._tag);
      } catch (error) {
        onError(String(error));
      }
      await claim(subscriber);
    }
  };

  return {
    start: async (subscriber, onError) => {
      await claim(subscriber);
      reading = true;
      wake = () => {
        inHand = inHand.then(() => drain(subscriber, onError));
      };
      wakes.add(wake);
      wake();
    },
    isReading: () => reading,
    close: async () => {
      reading = false;
      wakes.delete(wake);
      await inHand;
    },
  };
};
