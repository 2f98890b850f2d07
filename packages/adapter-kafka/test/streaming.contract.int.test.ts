import { randomUUID } from 'node:crypto';
import { type FoundMessage, lawsFor, streamingSuite, type StreamingUnderTest } from '@casm/core/testing';
import { testKafka } from '@casm/test-engines';
import test, { type ExecutionContext } from 'ava';
import * as E from 'fp-ts/lib/Either.js';
import type Kafka from 'node-rdkafka';
import { inProcessBroker, kafkaPublisher, kafkaSubscription } from '../src/index.js';
import { headersIn, messagesOn } from './independent-consumer.js';

const real = await testKafka();
const inProcess = await inProcessBroker();
test.after.always(async () => {
  await inProcess.close();
  if (E.isRight(real)) await real.right.stop();
});

const brokers = [
  { broker: 'in-process broker', at: inProcess.brokers },
  ...(E.isRight(real) ? [{ broker: 'Apache Kafka', at: real.right.brokers }] : []),
];

/** Above what the suite sends otherwise, and below what a broker takes. */
const maxMessageBytes = 100_000;

const foundMessage = (message: Kafka.Message): FoundMessage => {
  const headers = headersIn(message);
  return {
    key: String(message.key),
    body: String(message.value),
    transactionId: headers['ce_id'] ?? '',
    operation: headers['ce_type']?.split('.').at(-1) ?? '',
    occurredAt: headers['ce_time'] ?? '',
    traceparent: headers['traceparent'] ?? null,
  };
};

const subjectAt = (t: ExecutionContext, at: string, alone: boolean): StreamingUnderTest => {
  const topic = `law-${randomUUID()}`;
  const publisher = kafkaPublisher({ brokers: at, maxMessageBytes });
  t.teardown(publisher.close);
  return {
    topic,
    publisher,
    subscribe: () => {
      const group = `group-${topic}`;
      const subscription = kafkaSubscription({ brokers: at, cluster: 'test', topic, group, alone });
      t.teardown(subscription.close);
      return subscription;
    },
    found: async (count) => (await messagesOn(at, topic, count)).map(foundMessage),
    oversizedBody: 'x'.repeat(maxMessageBytes),
    unreachable: kafkaPublisher({ brokers: '127.0.0.1:1', deadline: 500 }),
    timeoutMs: 30_000,
  };
};

const unproven = E.isLeft(real) ? [real.left] : [];

for (const reader of ['alone', 'in a group'] as const) {
  const { laws, skipped } = lawsFor(streamingSuite, reader === 'alone' ? [] : ['groups']);
  for (const { name, check } of laws) {
    for (const reason of unproven)
      test(`unproven: reading ${reader}: ${name}`, (t) => (
        t.log(`unproven: Apache Kafka: ${name} (${reason})`),
        t.pass()
      ));
    for (const { broker, at } of brokers)
      test(`${broker}, reading ${reader}: ${name}`, async (t) => {
        await t.notThrowsAsync(check(async () => subjectAt(t, at, reader === 'alone')));
      });
  }
  for (const { name, requires } of skipped)
    test.skip(`reading ${reader}: ${name} (requires ${requires})`, (t) => t.fail());
}
