import { randomUUID } from 'node:crypto';
import { testKafka } from '@casm/test-engines';
import test, { type ExecutionContext } from 'ava';
import * as E from 'fp-ts/lib/Either.js';
import { ensureTopics, TopicsRefused } from '../src/index.js';

const kafka = await testKafka();
test.after.always(async () => {
  if (E.isRight(kafka)) await kafka.right.stop();
});

const onKafka = (title: string, body: (t: ExecutionContext, brokers: string) => Promise<void>): void =>
  E.isRight(kafka)
    ? test(title, (t) => body(t, kafka.right.brokers))
    : test.skip(`${title} (${kafka.left})`, (t) => t.fail());

const named = (kind: string): string => `${kind}-${randomUUID()}`;

onKafka('a topic that the broker refuses is named with the reason, and the others are made', async (t, brokers) => {
  const [before, refused, after] = [named('before'), 'no topic has this name', named('after')];
  const one = { partitions: 1, replicas: 1 };
  const topics = [
    { name: before, ...one },
    { name: refused, ...one },
    { name: after, ...one },
  ];
  const error = await t.throwsAsync(ensureTopics({ brokers }, topics), { instanceOf: TopicsRefused });
  t.deepEqual([...(error?.refusals.keys() ?? [])], [refused]);
  t.regex(error?.message ?? '', new RegExp(`^${refused}: .+`));
  t.false(error?.refusals.get(refused)?.isTemporary, 'no later attempt makes it');
  await t.notThrowsAsync(ensureTopics({ brokers }, [{ name: after, ...one, partitions: 7 }]), 'it is there already');
});

onKafka('a topic of more replicas than there are brokers may be made later', async (t, brokers) => {
  const name = named('replicated');
  const topics = [{ name, partitions: 1, replicas: 99 }];
  const error = await t.throwsAsync(ensureTopics({ brokers }, topics), { instanceOf: TopicsRefused });
  t.true(error?.refusals.get(name)?.isTemporary);
});
