import { randomUUID } from 'node:crypto';
import { kafkaPublisher, kafkaSubscription } from '@casm/adapter-kafka';
import type { OutboundMessage } from '@casm/core';
import {
  failsWith,
  type FoundMessage,
  lawsFor,
  streamingSuite,
  type StreamingUnderTest,
  succeeds,
} from '@casm/core/testing';
import { testKafka } from '@casm/test-engines';
import { Admin, Consumer, type CreateTopicsOptions, stringDeserializers } from '@platformatic/kafka';
import test, { type ExecutionContext } from 'ava';
import * as E from 'fp-ts/lib/Either.js';
import { platformaticPublisher } from '../another-kafka-client/platformatic-publisher.js';

const real = await testKafka();
test.after.always(async () => {
  if (E.isRight(real)) await real.right.stop();
});

const maxMessageBytes = 100_000;

interface Found extends FoundMessage {
  readonly partition: number;
}

/** What a consumer without anything of CASM finds. */
const messagesOn = async (brokers: string, topic: string, count: number): Promise<ReadonlyArray<Found>> => {
  const consumer = new Consumer({
    groupId: randomUUID(),
    clientId: 'test',
    bootstrapBrokers: [brokers],
    deserializers: stringDeserializers,
  });
  const stream = await consumer.consume({ topics: [topic], mode: 'earliest', autocommit: false });
  const found: Array<Found> = [];
  for await (const { key, value, headers, partition } of stream) {
    found.push({
      key,
      body: value,
      transactionId: headers.get('ce_id') ?? '',
      operation: headers.get('ce_type')?.split('.').at(-1) ?? '',
      occurredAt: headers.get('ce_time') ?? '',
      traceparent: headers.get('traceparent') ?? null,
      replayedAt: headers.get('ce_replayedat') ?? null,
      partition,
    });
    if (found.length >= count) break;
  }
  await stream.close();
  await consumer.close();
  return found;
};

const subjectAt = (t: ExecutionContext, brokers: string): StreamingUnderTest => {
  const topic = `law-${randomUUID()}`;
  const publisher = platformaticPublisher({ brokers: [brokers], maxMessageBytes, timeoutMs: 25_000 });
  t.teardown(publisher.close);
  return {
    topic,
    publisher,
    subscribe: () => {
      const group = `group-${topic}`;
      const subscription = kafkaSubscription({ brokers, cluster: 'test', topic, group, exclusive: true });
      t.teardown(subscription.close);
      return subscription;
    },
    found: async (count) =>
      (await messagesOn(brokers, topic, count)).map(({ partition: _partition, ...found }) => found),
    oversizedBody: 'x'.repeat(maxMessageBytes),
    unreachable: platformaticPublisher({ brokers: ['127.0.0.1:1'], timeoutMs: 500 }),
    timeoutMs: 30_000,
  };
};

const aMessage = (topic: string, refId: string, body: string): OutboundMessage => ({
  kind: 'customer',
  refId,
  version: 1,
  topic,
  transactionId: refId,
  operation: 'createCustomer',
  occurredAt: '2026-02-01T08:00:00.000Z',
  traceparent: null,
  replayedAt: null,
  body,
});

const makeTopic = async (brokers: string, options: CreateTopicsOptions): Promise<void> => {
  const admin = new Admin({ clientId: 'test', bootstrapBrokers: [brokers] });
  await admin.createTopics(options);
  await admin.close();
};

const { laws, skipped } = lawsFor(streamingSuite, []);

for (const { name, check } of laws) {
  if (E.isLeft(real)) test.skip(`${name} (${real.left})`, (t) => t.fail());
  else
    test.serial(name, async (t) => {
      await t.notThrowsAsync(check(async () => subjectAt(t, real.right.brokers)));
    });
}

for (const { name, requires } of skipped) test.skip(`${name} (requires ${requires})`, (t) => t.fail());

const withKafka = E.isRight(real) ? test.serial : test.skip;
withKafka('a customer is on the same partition, whichever client publishes', async (t) => {
  const brokers = E.isRight(real) ? real.right.brokers : '';
  const topic = `both-${randomUUID()}`;
  // With four, another treatment of the hash's sign would go unnoticed.
  await makeTopic(brokers, { topics: [topic], partitions: 3 });
  const refIds = Array.from({ length: 20 }, (_, index) => `customer-${index}`);
  const messages = refIds.map((refId) => aMessage(topic, refId, '{}'));
  for (const publisher of [kafkaPublisher({ brokers }), platformaticPublisher({ brokers: [brokers] })]) {
    t.teardown(publisher.close);
    await succeeds(publisher.publish(messages));
  }
  const found = await messagesOn(brokers, topic, 40);
  const partitionsOf = (refId: string) =>
    new Set(found.filter(({ key }) => key === refId).map(({ partition }) => partition));
  t.deepEqual(
    refIds.map((refId) => partitionsOf(refId).size),
    refIds.map(() => 1),
  );
  t.true(new Set(found.map(({ partition }) => partition)).size > 1, 'more than one partition is used');
});

withKafka('what a topic refuses for its size is named, and what was sent before it is not', async (t) => {
  const brokers = E.isRight(real) ? real.right.brokers : '';
  const topic = `strict-${randomUUID()}`;
  const configs = [{ name: 'max.message.bytes', value: '140000' }];
  await makeTopic(brokers, { topics: [topic], partitions: 1, configs });
  const publisher = platformaticPublisher({ brokers: [brokers] });
  t.teardown(publisher.close);
  const [first, large, last] = [
    aMessage(topic, 'c-1', '{}'),
    aMessage(topic, 'c-2', 'x'.repeat(150_000)),
    aMessage(topic, 'c-3', '{}'),
  ];
  const { refused } = await failsWith(publisher.publish([first, large, last]));
  t.deepEqual(refused, [{ transactionId: 'c-2', topic }]);
  await succeeds(publisher.publish([first, last]));
  const found = await messagesOn(brokers, topic, 3);
  t.deepEqual(
    found.map(({ key }) => key),
    ['c-1', 'c-1', 'c-3'],
  );
});
