import { randomUUID } from 'node:crypto';
import type { Mark, OutboundMessage } from '@casm/core';
import { succeeds } from '@casm/core/testing';
import { kafkaMissing, testKafka } from '@casm/test-engines';
import test from 'ava';
import * as E from 'fp-ts/lib/Either.js';
import { ensureTopics, kafkaPublisher } from '../src/index.js';
import { recordProbe } from '../src/record-probe.js';

const onKafka = (await kafkaMissing()) === null ? test : test.skip;

const partitions = 12;
/** Large batches: each of the probe's fetches returns one of them whole. */
const messages = 24_000;
const body = JSON.stringify({ filler: 'x'.repeat(800) });

onKafka('the records at the marks of all partitions are read, however much is behind each', async (t) => {
  const kafka = await testKafka();
  if (E.isLeft(kafka)) return t.fail(kafka.left);
  const { brokers, stop } = kafka.right;
  t.teardown(stop);
  const topic = `probed-${randomUUID()}`;
  await ensureTopics({ brokers }, [{ name: topic, partitions, replicas: 1 }]);
  const publisher = kafkaPublisher({ brokers, timeoutMs: 60_000 });
  t.teardown(publisher.close);
  const message = (number: number): OutboundMessage => ({
    kind: 'customer',
    refId: `c-${number}`,
    version: 1,
    topic,
    transactionId: `tx-${number}`,
    operation: 'updateCustomerSegment',
    occurredAt: '2026-02-01T08:00:00.000Z',
    traceparent: null,
    replayedAt: null,
    body,
  });
  await succeeds(publisher.publish(Array.from({ length: messages }, (_, number) => message(number))));
  const probe = recordProbe({ brokers }, 'casm-dwh');
  t.teardown(probe.close);
  const marks = Array.from({ length: partitions }, (_, partition): Mark => ({
    partition: { cluster: 'default', group: 'casm-dwh', topic, partition },
    offset: 100,
    fingerprint: 'of another record',
  }));
  for (const look of [1, 2, 3]) {
    const findings = await probe.look(marks);
    t.deepEqual(
      [...findings.values()],
      Array.from({ length: partitions }, () => 'other'),
      `look ${look}`,
    );
  }
});
