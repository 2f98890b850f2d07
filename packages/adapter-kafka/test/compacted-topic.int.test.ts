import { randomUUID } from 'node:crypto';
import { kafkaMissing, startKafka, waitUntil } from '@casm/test-engines';
import test from 'ava';
import * as E from 'fp-ts/lib/Either.js';
import { ensureTopics, kafkaPublisher } from '../src/index.js';
import { aMessage } from './a-message.js';
import { messagesUntil } from './independent-consumer.js';

const minute = (number: number): string => new Date(Date.UTC(2026, 1, 1, 8, number)).toISOString();

const onKafka = (await kafkaMissing()) === null ? test : test.skip;

onKafka(
  'a topic that is made compacted keeps the newest message of each customer, and lets the earlier ones go',
  async (t) => {
    const kafka = await startKafka(null, { 'log.cleaner.backoff.ms': '200', 'log.cleaner.enable': 'true' });
    if (E.isLeft(kafka)) throw new Error(kafka.left);
    const { brokers, stop, alterTopic, describeTopic } = kafka.right;
    t.teardown(stop);
    const topic = `state-${randomUUID()}`;
    await ensureTopics({ brokers }, [{ name: topic, partitions: 1, replicas: 1, retentionHours: 24, compacted: true }]);
    t.regex(await describeTopic(topic), /cleanup\.policy=compact/);
    // A broker compacts only closed segments, and only if enough of them is dirty.
    await alterTopic(topic, { 'segment.ms': '100', 'min.cleanable.dirty.ratio': '0.001' });
    const publisher = kafkaPublisher({ brokers });
    t.teardown(publisher.close);
    const publish = async (refId: string, version: number): Promise<void> => {
      const published = await publisher.publish([
        { ...aMessage(topic, refId, version), occurredAt: minute(version) },
      ])();
      if (E.isLeft(published)) throw new Error(published.left.detail);
    };
    for (let version = 1; version <= 20; version += 1)
      for (const refId of ['c-1', 'c-2']) await publish(refId, version);
    let filler = 20;
    let kept: ReadonlyArray<string> = [];
    await waitUntil(
      async () => {
        // A record with a later timestamp closes the open segment.
        await publish('filler', (filler += 1));
        const isLast = `filler ${filler}`;
        const found = await messagesUntil(brokers, topic, (all) => String(all.at(-1)?.value) === isLast);
        kept = found.map(({ value }) => String(value)).filter((value) => !value.startsWith('filler'));
        return kept.length === 2;
      },
      { deadlineMs: 60_000, describe: () => `${topic} is compacted; it has ${kept.join(' ')}` },
    );
    t.deepEqual(
      [...kept].sort(),
      ['c-1', 'c-2'].map((refId) => aMessage(topic, refId, 20).body),
    );
  },
);
