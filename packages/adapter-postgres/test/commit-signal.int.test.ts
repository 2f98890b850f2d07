import { anActiveCustomer, exampleCatalogue, numberedIds, succeeds, writesTo } from '@casm/core/testing';
import { waitUntil } from '@casm/test-engines';
import test, { type ExecutionContext } from 'ava';
import pg from 'pg';
import { commitAnnouncer } from '../src/commit-signal/commit-announcer.js';
import { listenForCommits, postgresStore } from '../src/index.js';
import { url } from './database.js';
import { freshSchema } from './fresh-store.js';

const listening = async (t: ExecutionContext, schema: string, address = url) => {
  let heard = 0;
  const troubles: Array<string> = [];
  const { stop } = listenForCommits({
    url: address,
    schema,
    onCommit: () => (heard += 1),
    onTrouble: (reason) => troubles.push(reason),
  });
  t.teardown(stop);
  const hears = (count: number): Promise<void> =>
    waitUntil(() => heard >= count, { deadlineMs: 20_000, describe: () => `${heard} of ${count}: ${troubles.join()}` });
  return { hears, heard: () => heard, troubles, stop };
};

const aStore = async (t: ExecutionContext, schema: string, announceCommits: boolean) => {
  const store = postgresStore({ url, schema, announceCommits });
  t.teardown(store.close);
  await succeeds(store.catalogue.seed(exampleCatalogue));
  return { store, writes: writesTo(store.customers, numberedIds(schema)) };
};

test('a listener hears of a commit of its schema', async (t) => {
  const [schema, other] = [await freshSchema(url), await freshSchema(url)];
  const [listener, another] = [await listening(t, schema), await listening(t, other)];
  await Promise.all([listener.hears(1), another.hears(1)]);
  const { writes } = await aStore(t, schema, true);
  await anActiveCustomer(writes);
  await listener.hears(2);
  t.is(another.heard(), 1, 'it has heard of its own connect only');
});

test('a store that is not asked to announces nothing', async (t) => {
  const schema = await freshSchema(url);
  const listener = await listening(t, schema);
  await listener.hears(1);
  const { writes } = await aStore(t, schema, false);
  await anActiveCustomer(writes);
  const pool = new pg.Pool({ connectionString: url });
  t.teardown(() => pool.end());
  await pool.query("select pg_notify($1, '')", [`${schema}.commit`]);
  await listener.hears(2);
  t.is(listener.heard(), 2, 'what it has heard of was sent after the commit');
});

test('a listener whose connection breaks listens again, and looks for what it has missed', async (t) => {
  const schema = await freshSchema(url);
  const listener = await listening(t, schema);
  await listener.hears(1);
  const pool = new pg.Pool({ connectionString: url });
  t.teardown(() => pool.end());
  await pool.query(
    `select pg_terminate_backend(pid) from pg_stat_activity where application_name = 'casm-listener' and query like $1`,
    [`%${schema}.commit%`],
  );
  await listener.hears(2);
  t.is(listener.troubles.length, 1);
});

test('a listener that has no server says so, and can be stopped', async (t) => {
  const listener = await listening(t, 'casm', 'postgres://nobody@127.0.0.1:1/none');
  await waitUntil(() => listener.troubles.length > 0, { deadlineMs: 20_000, describe: 'the trouble is reported' });
  await listener.stop();
  t.is(listener.heard(), 0);
});

test('commits that follow one another are announced together, the last one included', async (t) => {
  const sent: Array<() => void> = [];
  const announcer = commitAnnouncer(
    { query: () => new Promise((resolve) => sent.push(() => resolve({ rows: [], rowCount: 0 }))) },
    'casm',
  );
  announcer.announce();
  t.is(sent.length, 1, 'the first one is sent immediately');
  for (let commit = 0; commit < 100; commit += 1) announcer.announce();
  t.is(sent.length, 1, 'the others wait');
  sent[0]?.();
  await waitUntil(() => sent.length === 2, { deadlineMs: 30_000, describe: 'they are announced' });
  const closing = announcer.close();
  announcer.announce();
  sent[1]?.();
  await closing;
  t.is(sent.length, 2, 'nothing is sent after the close');
});

test('an announcement that fails stops neither the store nor the next one', async (t) => {
  let sent = 0;
  const announcer = commitAnnouncer(
    {
      query: () => {
        sent += 1;
        return Promise.reject(new Error('no connection'));
      },
    },
    'casm',
  );
  t.teardown(announcer.close);
  announcer.announce();
  announcer.announce();
  await waitUntil(() => sent === 2, { deadlineMs: 30_000, describe: 'the second one is sent' });
  t.is(sent, 2);
});
