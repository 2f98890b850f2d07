import { randomUUID } from 'node:crypto';
import type { Subscriber } from '@casm/core';
import { kafkaMissing, testKafka, waitUntil } from '@casm/test-engines';
import test from 'ava';
import * as E from 'fp-ts/lib/Either.js';
import * as TE from 'fp-ts/lib/TaskEither.js';
import { kafkaPublisher, kafkaSubscription } from '../src/index.js';
import { aMessage } from './a-message.js';

const onKafka = (await kafkaMissing()) === null ? test : test.skip;

/** Starts before its topic exists, reads a message, and continues to read long after its group has answered. */
const readsOn = async (brokers: string): Promise<void> => {
  const topic = `not-yet-${randomUUID()}`;
  const received: Array<string | null> = [];
  const subscriber: Subscriber = {
    claim: () => TE.right([]),
    receive: (deliveries) => async () => {
      received.push(...deliveries.map(({ body }) => body));
      return E.right(undefined);
    },
    mark: () => TE.right(undefined),
    startOver: () => TE.right(undefined),
  };
  const subscription = kafkaSubscription({ brokers, cluster: 'test', topic, group: `group-${topic}`, exclusive: true });
  const publisher = kafkaPublisher({ brokers, timeoutMs: 25_000 });
  try {
    await subscription.start(subscriber, () => undefined);
    for (let version = 1; version <= 20; version += 1) {
      const published = await publisher.publish([aMessage(topic, 'c-1', version)])();
      if (E.isLeft(published)) throw new Error(published.left.detail);
      await waitUntil(() => received.length >= version, {
        deadlineMs: 20_000,
        describe: () => `message ${version} is read; ${received.length} are, each once`,
      });
    }
  } finally {
    await subscription.close();
    await publisher.close();
  }
};

onKafka('a subscription that reads alone and starts before its topic is there reads on', async (t) => {
  const kafka = await testKafka();
  if (E.isLeft(kafka)) throw new Error(kafka.left);
  t.teardown(kafka.right.stop);
  const { brokers } = kafka.right;
  await t.notThrowsAsync(Promise.all(Array.from({ length: 12 }, () => readsOn(brokers))));
});
