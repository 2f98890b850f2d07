import { type BusinessTransactionPublisher, completeTopic, toTopics } from '@casm/core';
import {
  anActiveCustomer,
  exampleCatalogue,
  inMemoryStore,
  inMemoryStreaming,
  numberedIds,
  type Reception,
  succeeds,
  writesTo,
} from '@casm/core/testing';
import { waitUntil } from '@casm/test-engines';
import test from 'ava';
import { startRelay } from '../src/start-relay.js';
import { recordedLog } from './recorded-log.js';

const [further, forgotten] = ['casm.onboarding', 'casm.of-an-earlier-configuration'];

const rules = [further, forgotten].map((topic) => ({ topic, operations: ['createCustomer' as const] }));

/** A platform that accepts only some topics. `open` counts the publishers in use. */
const platform = (writable: ReadonlySet<string>, late: Promise<void> = Promise.resolve()) => {
  let [open, attempts] = [0, 0];
  const { publisher, stored } = inMemoryStreaming({
    receives: async ([first]): Promise<Reception> => {
      if (first?.topic === further && (attempts += 1) > 1) await late;
      return writable.has(first?.topic ?? '') ? 'taken' : 'lost';
    },
  });
  const newPublisher = (): BusinessTransactionPublisher => {
    open += 1;
    return {
      ...publisher,
      close: async () => {
        open -= 1;
        await publisher.close();
      },
    };
  };
  const published = () =>
    [completeTopic, further, forgotten].flatMap((topic) => stored(topic).map(({ version }) => `${topic} ${version}`));
  return { published, newPublisher, open: () => open, attempts: () => attempts };
};

test('a topic that cannot be written to blocks no other, and resumes when it can be written to', async (t) => {
  const store = inMemoryStore({ catalogue: exampleCatalogue });
  await anActiveCustomer({
    ...writesTo(store.customers, numberedIds('lanes')),
    topicsFor: toTopics(completeTopic, rules),
  });
  const writable = new Set([completeTopic, forgotten]);
  const { published, newPublisher, open } = platform(writable);
  const { log, lines } = recordedLog();
  const passes: Array<string> = [];
  const relay = startRelay({
    store,
    topics: [completeTopic, further],
    newPublisher,
    log,
    onPublished: (topic, messages) => passes.push(`${topic} ${messages}`),
  });
  t.teardown(relay.stop);
  const until = (count: number) =>
    waitUntil(() => published().length === count, { deadlineMs: 10_000, describe: () => published().join(', ') });

  await until(2);
  t.deepEqual([...published()].sort(), [`${completeTopic} 1`, `${forgotten} 1`]);
  await waitUntil(() => lines.length > 0, { deadlineMs: 10_000, describe: () => 'a warning' });
  t.regex(lines.join('\n'), /publishing to casm\.onboarding failed/);

  writable.add(further);
  await until(3);
  await relay.stop();
  t.deepEqual(await succeeds(store.backlog.sizes), [], 'nothing is left');
  t.is(open(), 0, 'every producer is closed');
  t.deepEqual(passes.sort(), [`${completeTopic} 1`, `${forgotten} 1`, `${further} 1`], 'what was published is told');
});

test('a relay that stops publishes the other topics while it waits for a failing one', async (t) => {
  const store = inMemoryStore({ catalogue: exampleCatalogue });
  const writes = { ...writesTo(store.customers, numberedIds('stop')), topicsFor: toTopics(completeTopic, rules) };
  await anActiveCustomer(writes);
  let release = (): void => undefined;
  const late = new Promise<void>((resolve) => (release = resolve));
  const { published, newPublisher, attempts } = platform(new Set([completeTopic, forgotten]), late);
  const { log } = recordedLog();
  const relay = startRelay({ store, topics: [completeTopic, further], newPublisher, log });
  t.teardown(() => {
    release();
    return relay.stop();
  });
  await waitUntil(() => attempts() > 1, { deadlineMs: 10_000, describe: () => `${attempts()} attempts` });
  const stopping = relay.stop();
  const before = published().length;
  await anActiveCustomer(writes);
  relay.nudge();
  await waitUntil(() => published().length > before, { deadlineMs: 10_000, describe: () => published().join(', ') });
  release();
  await stopping;
  t.true(published().filter((name) => name.startsWith(`${completeTopic} `)).length >= 2);
});

test('a relay waits for nothing once another has published what it could not', async (t) => {
  const store = inMemoryStore({ catalogue: exampleCatalogue });
  await anActiveCustomer(writesTo(store.customers, numberedIds('waits')));
  const { publisher } = inMemoryStreaming({ receives: () => 'lost' });
  const { log } = recordedLog();
  const newPublisher = (): BusinessTransactionPublisher => ({ ...publisher, waitsFor: () => 'a broker' });
  const relay = startRelay({ store, newPublisher, log });
  t.teardown(relay.stop);
  const until = (waits: ReadonlyArray<string>) =>
    waitUntil(() => relay.waits().join() === waits.join(), {
      deadlineMs: 30_000,
      describe: () => relay.waits().join(),
    });
  await until([`publishing to ${completeTopic} waits for a broker`]);
  const shards = (await succeeds(store.leases.list)).map(({ shard }) => shard);
  const pending = await succeeds(store.outbox.pending(shards, completeTopic, 10));
  t.is(pending.length, 1);
  await succeeds(
    store.outbox.remove(
      completeTopic,
      pending.map(({ position }) => position),
    ),
  );
  await until([]);
});

test('another relay takes over from one that cannot publish for a minute', async (t) => {
  const store = inMemoryStore({ catalogue: exampleCatalogue });
  await anActiveCustomer(writesTo(store.customers, numberedIds('handed')));
  const [cut, whole] = [inMemoryStreaming({ receives: () => 'lost' }), inMemoryStreaming()];
  const clock = { ms: 0 };
  const now = (): number => clock.ms;
  const { log, lines } = recordedLog();
  const first = startRelay({ store, newPublisher: () => ({ ...cut.publisher, waitsFor: () => 'a broker' }), log, now });
  t.teardown(first.stop);
  await waitUntil(() => first.waits().length > 0, { deadlineMs: 30_000, describe: 'the first has the shards' });
  const second = startRelay({ store, newPublisher: () => whole.publisher, log, now });
  t.teardown(second.stop);
  const isPublished = (): boolean => whole.stored(completeTopic).length > 0;
  await waitUntil(
    () => {
      clock.ms += 100;
      return isPublished();
    },
    { deadlineMs: 60_000, describe: () => lines.join('\n') },
  );
  t.true(clock.ms > 60_000, `after ${clock.ms} ms`);
  await waitUntil(
    () => {
      clock.ms += 100;
      return first.waits().length === 0;
    },
    { deadlineMs: 30_000, describe: () => first.waits().join() },
  );
  t.regex(lines.join('\n'), /nothing could be published for a minute/);
});
