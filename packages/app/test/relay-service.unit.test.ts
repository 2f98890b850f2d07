import { type BusinessTransactionPublisher, completeTopic, publicationFailed, toTopics } from '@casm/core';
import {
  allTopics,
  anActiveCustomer,
  exampleCatalogue,
  inMemoryStore,
  numberedIds,
  succeeds,
  writesTo,
} from '@casm/core/testing';
import { waitUntil } from '@casm/test-engines';
import test from 'ava';
import * as TE from 'fp-ts/lib/TaskEither.js';
import { openLog } from '../src/runtime/log.js';
import { publishByTopic } from '../src/runtime/relay-service.js';

const [further, forgotten] = ['casm.onboarding', 'casm.of-an-earlier-configuration'];

/** A platform on which some topics can be written to, until all can. */
const platform = (writable: ReadonlySet<string>) => {
  const published: Array<string> = [];
  const newPublisher = (): BusinessTransactionPublisher => ({
    publish: (messages) => () => {
      if (messages.some(({ topic }) => !writable.has(topic))) return TE.left(publicationFailed('no such topic'))();
      published.push(...messages.map(({ topic, version }) => `${topic} ${version}`));
      return TE.right(undefined)();
    },
    close: async () => undefined,
  });
  return { published, newPublisher };
};

test('a topic that cannot be written to holds up no other, and goes on when it can', async (t) => {
  const store = inMemoryStore({ catalogue: exampleCatalogue });
  const rules = [further, forgotten].map((topic) => ({ topic, operations: ['createCustomer'] as const }));
  await anActiveCustomer({
    ...writesTo(store.customers, numberedIds('lanes')),
    topicsFor: toTopics(completeTopic, rules),
  });
  const writable = new Set([completeTopic, forgotten]);
  const { published, newPublisher } = platform(writable);
  const lines: Array<string> = [];
  const log = openLog('json', (line) => lines.push(line));
  const relay = publishByTopic({ outbox: store.outbox, topics: [completeTopic, further], newPublisher, log });
  const until = (count: number) =>
    waitUntil(() => published.length === count, { deadlineMs: 10_000, describe: () => published.join(', ') });

  await until(2);
  t.deepEqual([...published].sort(), [`${completeTopic} 1`, `${forgotten} 1`]);
  await waitUntil(() => lines.length > 0, { deadlineMs: 10_000, describe: () => 'a warning' });
  t.regex(lines.join('\n'), /publishing to casm\.onboarding failed/);

  writable.add(further);
  await until(3);
  await relay.stop();
  const shards = await succeeds(store.outbox.lease('another', 60_000));
  t.deepEqual(await succeeds(store.outbox.pending(shards, allTopics, 10)), [], 'nothing is left');
});
