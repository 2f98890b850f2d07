import { randomUUID } from 'node:crypto';
import type { Delivery, OutboundMessage, Subscriber } from '@casm/core';
import { succeeds } from '@casm/core/testing';
import { kafkaMissing, testKafka, waitUntil } from '@casm/test-engines';
import test from 'ava';
import * as E from 'fp-ts/lib/Either.js';
import * as TE from 'fp-ts/lib/TaskEither.js';
import Kafka from 'node-rdkafka';
import { ensureTopics, kafkaPublisher, kafkaSubscription } from '../src/index.js';
import { inquirer } from './inquirer.js';

const onKafka = (await kafkaMissing()) === null ? test : test.skip;

const message = (topic: string, number: number): OutboundMessage => ({
  kind: 'customer',
  refId: `c-${number}`,
  version: 1,
  topic,
  transactionId: `t-${number}`,
  operation: 'updateCustomerSegment',
  occurredAt: '2026-02-01T08:00:00.000Z',
  traceparent: null,
  replayedAt: null,
  body: '{}',
});

const addPartitions = async (brokers: string, topic: string, total: number): Promise<void> => {
  const admin = Kafka.AdminClient.create({ 'bootstrap.servers': brokers });
  try {
    await new Promise<void>((resolve, reject) => {
      admin.createPartitions(topic, total, 10_000, (error) => (error ? reject(error) : resolve()));
    });
  } finally {
    admin.disconnect();
  }
};

for (const reader of ['alone', 'in a group'] as const)
  onKafka(`the partitions that a topic gains are read, by a reader ${reader}`, async (t) => {
    const kafka = await testKafka();
    if (E.isLeft(kafka)) return t.fail(kafka.left);
    const { brokers, stop } = kafka.right;
    t.teardown(stop);
    const topic = `growing-${randomUUID()}`;
    await ensureTopics({ brokers }, [{ name: topic, partitions: 1, replicas: 1 }]);
    const received: Array<Delivery> = [];
    const subscriber: Subscriber = {
      claim: () => TE.right([]),
      receive: (deliveries) => {
        received.push(...deliveries);
        return TE.right(undefined);
      },
      mark: () => TE.right(undefined),
      startOver: () => TE.right(undefined),
    };
    const subscription = kafkaSubscription({
      brokers,
      cluster: 'test',
      topic,
      group: `group-${topic}`,
      exclusive: reader === 'alone',
      checkIntervalMs: 500,
    });
    t.teardown(subscription.close);
    await subscription.start(subscriber, (detail) => t.log(detail));
    await addPartitions(brokers, topic, 4);
    const { partitions, disconnect } = await inquirer(brokers);
    t.teardown(disconnect);
    // The controller answers before the broker tells of the new partitions. A producer that knows only the first learns of them minutes later.
    await waitUntil(async () => (await partitions(topic)) === 4, {
      deadlineMs: 20_000,
      describe: 'the broker tells of all partitions',
    });
    const publisher = kafkaPublisher({ brokers, timeoutMs: 20_000 });
    t.teardown(publisher.close);
    await succeeds(publisher.publish(Array.from({ length: 40 }, (_, number) => message(topic, number))));
    await waitUntil(() => new Set(received.map(({ key }) => key)).size === 40, {
      deadlineMs: 40_000,
      describe: 'all messages are received',
    });
    t.is(new Set(received.map(({ partition }) => partition.partition)).size, 4);
  });
