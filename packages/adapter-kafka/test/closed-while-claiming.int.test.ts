import { randomUUID } from 'node:crypto';
import type { Subscriber } from '@casm/core';
import { kafkaMissing, startKafka } from '@casm/test-engines';
import test from 'ava';
import * as E from 'fp-ts/lib/Either.js';
import * as TE from 'fp-ts/lib/TaskEither.js';
import { ensureTopics, kafkaSubscription } from '../src/index.js';

const onKafka = (await kafkaMissing()) === null ? test : test.skip;

/** More than libuv has threads: if each of them waits for an answer, the last are asked when the first have none. */
const partitions = 12;

/** The time in which a process must have stopped all it runs. */
const stopMs = 8000;

onKafka('a reader that is closed ends in time, though the broker does not answer about its positions', async (t) => {
  const kafka = await startKafka();
  if (E.isLeft(kafka)) return t.fail(kafka.left);
  const { brokers, freeze, stop } = kafka.right;
  t.teardown(stop);
  const topic = `claimed-${randomUUID()}`;
  await ensureTopics({ brokers }, [{ name: topic, partitions, replicas: 1 }]);
  let claimed = (): void => undefined;
  const claiming = new Promise<void>((resolve) => (claimed = resolve));
  const subscriber: Subscriber = {
    claim: (assigned) => async () => {
      await freeze();
      claimed();
      return E.right(assigned.map((partition) => ({ partition, next: 0, mark: null })));
    },
    receive: () => TE.right(undefined),
    mark: () => TE.right(undefined),
    startOver: () => TE.right(undefined),
  };
  const subscription = kafkaSubscription({ brokers, cluster: 'test', topic, group: 'a-group', exclusive: true });
  const over = t.throwsAsync(
    subscription.start(subscriber, () => undefined),
    { message: /^closed before/ },
  );
  await claiming;
  // The questions are asked in this turn of the loop.
  await new Promise(setImmediate);
  const since = performance.now();
  await t.notThrowsAsync(subscription.close());
  t.true(performance.now() - since < stopMs);
  await over;
});
