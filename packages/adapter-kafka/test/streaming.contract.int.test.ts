import { randomUUID } from 'node:crypto';
import { type FoundMessage, lawsFor, streamingSuite, type StreamingUnderTest } from '@casm/core/testing';
import { testKafka } from '@casm/test-engines';
import test, { type ExecutionContext } from 'ava';
import * as E from 'fp-ts/lib/Either.js';
import type Kafka from 'node-rdkafka';
import { inProcessBroker, kafkaPublisher, kafkaSubscription } from '../src/index.js';
import { headersIn, messagesOn } from './independent-consumer.js';
import { limited } from './limited.js';
import { topicMadeAnew } from './topic-made-anew.js';

const real = await testKafka();
const inProcess = await inProcessBroker();
test.after.always(async () => {
  await inProcess.close();
  if (E.isRight(real)) await real.right.stop();
});

interface Broker {
  readonly broker: string;
  readonly at: string;
  /** The in-process broker has no administration. */
  readonly canDelete: boolean;
}

const brokers: ReadonlyArray<Broker> = [
  { broker: 'in-process broker', at: inProcess.brokers, canDelete: false },
  ...(E.isRight(real) ? [{ broker: 'Apache Kafka', at: real.right.brokers, canDelete: true }] : []),
];

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

const subjectAt = (t: ExecutionContext, { at, canDelete }: Broker, exclusive: boolean): StreamingUnderTest => {
  const topic = `law-${randomUUID()}`;
  let hasLostPartitions = false;
  // The default deadline is too short where a small machine does all of this at once.
  const publisher = kafkaPublisher({ brokers: at, maxMessageBytes, timeoutMs: 25_000 });
  t.teardown(publisher.close);
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
          t.log(String(error));
        });
      t.teardown(close);
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

/** All at once they wait for each other on a small machine, and a broker's deadlines pass. */
const someAtATime = limited(6);

for (const reader of ['alone', 'in a group'] as const) {
  const groups = reader === 'alone' ? [] : (['groups'] as const);
  if (E.isLeft(real))
    for (const { name } of lawsFor(streamingSuite, [...groups, 'new topics']).laws)
      test.skip(`Apache Kafka, reading ${reader}: ${name} (${real.left})`, (t) => t.fail());
  for (const broker of brokers) {
    const { laws, skipped } = lawsFor(streamingSuite, [
      ...groups,
      ...(broker.canDelete ? (['new topics'] as const) : []),
    ]);
    for (const { name, check } of laws)
      test(`${broker.broker}, reading ${reader}: ${name}`, (t) =>
        someAtATime(async () => {
          await t.notThrowsAsync(check(async () => subjectAt(t, broker, reader === 'alone')));
        }));
    for (const { name, requires } of skipped)
      test.skip(`${broker.broker}, reading ${reader}: ${name} (requires ${requires})`, (t) => t.fail());
  }
}
