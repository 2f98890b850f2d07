import { randomUUID } from 'node:crypto';
import type { OutboundMessage } from '@casm/core';
import { kafkaMissing, startKafka, testKafka, waitUntil } from '@casm/test-engines';
import test from 'ava';
import { CloudEvent, Kafka as CloudEventsOnKafka } from 'cloudevents';
import * as E from 'fp-ts/lib/Either.js';
import Kafka from 'node-rdkafka';
import { inProcessBroker, kafkaPublisher } from '../src/index.js';
import { headersIn, messagesOn } from './independent-consumer.js';

const message = (topic: string, given: Partial<OutboundMessage> = {}): OutboundMessage => ({
  kind: 'customer',
  refId: 'c-1',
  version: 4,
  topic,
  transactionId: 'tx-1',
  operation: 'updateCustomerSegment',
  occurredAt: '2026-02-01T08:00:00.000Z',
  traceparent: '00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01',
  replayedAt: null,
  body: '{"transactionId":"tx-1"}',
  ...given,
});

const onKafka = (await kafkaMissing()) === null ? test : test.skip;

test('a message carries the CloudEvents attributes, the documented headers and the trace', async (t) => {
  const broker = await inProcessBroker();
  t.teardown(broker.close);
  const publisher = kafkaPublisher({ brokers: broker.brokers });
  t.teardown(publisher.close);
  t.true(E.isRight(await publisher.publish([message('headers')])()));
  const [found] = await messagesOn(broker.brokers, 'headers', 1);
  if (found === undefined) return t.fail('nothing is found');
  const headers = headersIn(found);
  t.deepEqual(headers, {
    ce_specversion: '1.0',
    ce_id: 'tx-1',
    ce_source: 'urn:casm',
    ce_type: 'casm.customer.updateCustomerSegment',
    ce_time: '2026-02-01T08:00:00.000Z',
    ce_subject: 'c-1',
    ce_dataschema: 'urn:casm:schema:business-transaction:1',
    'content-type': 'application/json',
    'X-Ocs-Io-transaction-id': 'tx-1',
    'X-Ocs-Io-message-code': 'customer',
    'X-Ocs-Io-message-payload': 'Customer',
    traceparent: '00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01',
    ce_traceparent: '00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01',
  });
  t.is(found.timestamp, Date.parse('2026-02-01T08:00:00.000Z'), 'the record is as old as the change');
  t.deepEqual([String(found.key), String(found.value)], ['c-1', '{"transactionId":"tx-1"}']);
  const received = { headers, key: 'c-1', value: String(found.value), body: String(found.value) };
  const event = CloudEventsOnKafka.toEvent(received);
  t.true(event instanceof CloudEvent && event.validate(), 'the public CloudEvents SDK takes it');
});

test('an unreachable broker fails the call within the deadline', async (t) => {
  const publisher = kafkaPublisher({ brokers: '127.0.0.1:1', timeoutMs: 500 });
  const outcome = await publisher.publish([message('nowhere')])();
  t.is(E.isLeft(outcome) ? outcome.left._tag : 'published', 'PublicationFailed');
  await publisher.close();
});

onKafka('after the broker was killed and is back, publishing goes on by itself', async (t) => {
  const kafka = await startKafka();
  if (E.isLeft(kafka)) throw new Error(kafka.left);
  const engine = kafka.right;
  const { brokers } = engine;
  t.teardown(engine.stop);
  const topic = `killed-${randomUUID()}`;
  const publisher = kafkaPublisher({ brokers, timeoutMs: 10_000 });
  t.teardown(publisher.close);
  t.true(E.isRight(await publisher.publish([message(topic, { version: 1 })])()));
  await engine.kill();
  t.true(E.isLeft(await publisher.publish([message(topic, { version: 2 })])()));
  await engine.restart();
  await waitUntil(
    async () => E.isRight(await publisher.publish([message(topic, { version: 2, body: '{"version":2}' })])()),
    {
      deadlineMs: 60_000,
      describe: () => 'publishing goes on',
    },
  );
  const found = await messagesOn(brokers, topic, 2);
  t.true(found.some(({ value }) => String(value) === '{"version":2}'));
});

test('a record larger than the limit is named before anything is sent', async (t) => {
  const publisher = kafkaPublisher({ brokers: '127.0.0.1:1', maxMessageBytes: 10_000, timeoutMs: 500 });
  t.teardown(publisher.close);
  const large = message('any', { transactionId: 'large', body: 'x'.repeat(10_001) });
  const outcome = await publisher.publish([message('any'), large])();
  t.deepEqual(E.isLeft(outcome) ? outcome.left.refused : [], [{ transactionId: 'large', topic: 'any' }]);
});

onKafka(
  'what the broker refuses is named, and what comes after a record that it may refuse waits for it',
  async (t) => {
    const real = await testKafka();
    if (E.isLeft(real)) throw new Error(real.left);
    const { brokers, stop } = real.right;
    t.teardown(stop);
    const topic = `strict-${randomUUID()}`;
    const admin = Kafka.AdminClient.create({ 'bootstrap.servers': brokers });
    await new Promise<void>((resolve, reject) => {
      const config = { 'max.message.bytes': '150000' };
      admin.createTopic({ topic, num_partitions: 1, replication_factor: 1, config }, 10_000, (error) =>
        error ? reject(new Error(error.message)) : resolve(),
      );
    });
    admin.disconnect();
    const publisher = kafkaPublisher({ brokers });
    t.teardown(publisher.close);
    const named = (version: number, size: number): OutboundMessage =>
      message(topic, { transactionId: `tx-${version}`, version, body: `${version} ${'x'.repeat(size)}` });
    const outcome = await publisher.publish([named(1, 10), named(2, 200_000), named(3, 10)])();
    t.deepEqual(E.isLeft(outcome) ? outcome.left.refused : [], [{ transactionId: 'tx-2', topic }]);
    t.true(E.isRight(await publisher.publish([named(4, 10)])()));
    const found = await messagesOn(brokers, topic, 2);
    t.deepEqual(
      found.map(({ value }) => String(value).slice(0, 1)),
      ['1', '4'],
      'the third was not sent before the second is taken',
    );
  },
);
