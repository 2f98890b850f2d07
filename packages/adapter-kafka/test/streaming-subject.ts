import { randomUUID } from 'node:crypto';
import type { FoundMessage, StreamingUnderTest } from '@casm/core/testing';
import type Kafka from 'node-rdkafka';
import { kafkaPublisher, kafkaSubscription } from '../src/index.js';
import { headersIn, messagesOn } from './independent-consumer.js';
import { topicMadeAnew } from './topic-made-anew.js';

/** How the adapter is held to the laws of streaming. */
export interface StreamingCase {
  /** host:port of the broker. */
  readonly at: string;
  /** The in-process broker has no administration. */
  readonly canDelete: boolean;
  readonly exclusive: boolean;
}

interface Holding {
  /** Adds what ends a part of the subject. */
  readonly teardown: (end: () => Promise<void>) => void;
  readonly log: (line: string) => void;
}

/** Above what the suite sends otherwise, and below what a broker takes. */
const maxMessageBytes = 100_000;

/** The real broker gives a new topic four. */
const partitions = { 'as many': 4, fewer: 1, more: 12 } as const;

const foundMessage = (message: Kafka.Message): FoundMessage => {
  const headers = headersIn(message);
  return {
    key: String(message.key),
    body: String(message.value),
    transactionId: headers['ce_id'] ?? '',
    operation: headers['ce_type']?.split('.').at(-1) ?? '',
    occurredAt: headers['ce_time'] ?? '',
    traceparent: headers['traceparent'] ?? null,
    replayedAt: headers['ce_replayedat'] ?? null,
  };
};

/**
 * librdkafka 2.12 may wait forever for a partition that the topic has lost when it frees a client
 * (https://github.com/confluentinc/librdkafka/issues/4362). `close` says so; nothing is read any more.
 */
const unfreed = 'leaving the group and freeing its client';

/** The adapter on a topic of its own. */
export const streamingSubject = (
  { at, canDelete, exclusive }: StreamingCase,
  { teardown, log }: Holding,
): StreamingUnderTest => {
  const topic = `law-${randomUUID()}`;
  let hasLostPartitions = false;
  // The default deadline is too short where a small machine does all of this at once.
  const publisher = kafkaPublisher({ brokers: at, maxMessageBytes, timeoutMs: 25_000 });
  teardown(publisher.close);
  return {
    topic,
    publisher,
    subscribe: () => {
      const group = `group-${topic}`;
      const subscription = kafkaSubscription({
        brokers: at,
        cluster: 'test',
        topic,
        group,
        exclusive,
        // Small, so that every law is kept while a further batch is read ahead.
        maxBatch: 7,
        checkIntervalMs: 500,
      });
      const close = (): Promise<void> =>
        subscription.close().catch((error: unknown) => {
          if (!hasLostPartitions || !String(error).includes(unfreed)) throw error;
          log(String(error));
        });
      teardown(close);
      return { ...subscription, close };
    },
    found: async (count) => (await messagesOn(at, topic, count)).map(foundMessage),
    oversizedBody: 'x'.repeat(maxMessageBytes),
    ...(canDelete
      ? {
          recreateTopic: (count) => {
            hasLostPartitions ||= count === 'fewer';
            return topicMadeAnew(at, topic, partitions[count]);
          },
        }
      : {}),
    unreachable: kafkaPublisher({ brokers: '127.0.0.1:1', timeoutMs: 500 }),
    timeoutMs: 30_000,
  };
};
