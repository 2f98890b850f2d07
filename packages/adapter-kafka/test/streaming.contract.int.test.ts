import { randomUUID } from 'node:crypto';
import { streamingSuite } from '@casm/core/testing';
import { testKafka } from '@casm/test-engines';
import test from 'ava';
import * as E from 'fp-ts/lib/Either.js';
import { inProcessBroker, kafkaPublisher, kafkaSubscription } from '../src/index.js';

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

for (const { name, check } of streamingSuite) {
  if (E.isLeft(real))
    test(`unproven: ${name}`, (t) => (t.log(`unproven: Apache Kafka: ${name} (${real.left})`), t.pass()));
  for (const { broker, at } of brokers) {
    for (const reader of ['alone', 'in a group'] as const) {
      test(`${broker}, reading ${reader}: ${name}`, async (t) => {
        const topic = `law-${randomUUID()}`;
        const publisher = kafkaPublisher({ brokers: at });
        t.teardown(publisher.close);
        const where = { brokers: at, cluster: 'test', topic, group: `group-${topic}`, alone: reader === 'alone' };
        const subscribe = () => kafkaSubscription(where);
        await t.notThrowsAsync(check(async () => ({ topic, publisher, subscribe })));
      });
    }
  }
}
