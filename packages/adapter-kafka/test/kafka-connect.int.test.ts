import { randomUUID } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { kafkaMissing, startConnect, testKafka, waitUntil } from '@casm/test-engines';
import test from 'ava';
import * as E from 'fp-ts/lib/Either.js';
import { kafkaPublisher } from '../src/index.js';
import { exampleMessages } from '../src/message-examples.js';

const onKafka = (await kafkaMissing()) === null ? test : test.skip;

const page = new URL('../../../docs/how-to/read-it-with-kafka-connect.md', import.meta.url);

onKafka('the settings of the how-to for Kafka Connect write each customer’s segment', async (t) => {
  const kafka = await testKafka();
  if (E.isLeft(kafka)) throw new Error(kafka.left);
  t.teardown(kafka.right.stop);
  const { brokers } = kafka.right;
  const blocks = [...(await readFile(page, 'utf8')).matchAll(/```properties\n([\s\S]*?)```/g)].map(([, text]) => text);
  const [worker = '', sink = ''] = blocks;
  const topic = `connected-${randomUUID()}`;
  const publisher = kafkaPublisher({ brokers, timeoutMs: 25_000 });
  t.teardown(publisher.close);
  t.true(E.isRight(await publisher.publish(exampleMessages.map((message) => ({ ...message, topic })))()));

  const connect = await startConnect({ brokers, worker, connector: sink.replace('=casm.customer\n', `=${topic}\n`) });
  if (E.isLeft(connect)) throw new Error(connect.left);
  const { folder, log, stop } = connect.right;
  t.teardown(stop);
  const lines = async (): Promise<ReadonlyArray<string>> =>
    (await readFile(path.join(folder, 'segments.txt'), 'utf8').catch(() => ''))
      .split('\n')
      .filter((line) => line !== '');
  await waitUntil(async () => (await lines()).length >= exampleMessages.length, {
    deadlineMs: 60_000,
    describe: () => `Connect writes them:\n${log()}`,
  });
  const expected = exampleMessages.map(({ refId, version, body }) => {
    const segment = /"customerSegment":"([^"]+)"[^}]*"customAttributes"/.exec(body)?.[1] ?? 'null';
    return [`refId=${refId}`, `version=${version}`, `customerSegment=${segment}`].sort().join(', ');
  });
  const written = (await lines()).map((line) => line.slice(1, -1).split(', ').sort().join(', '));
  t.deepEqual([...written].sort(), [...expected].sort());
});
