import { exampleCatalogue } from '@casm/core';
import { anActiveCustomer, numberedIds, succeeds, writesTo } from '@casm/core/testing';
import { waitUntil } from '@casm/test-engines';
import test, { type ExecutionContext } from 'ava';
import * as O from 'fp-ts/lib/Option.js';
import pg from 'pg';
import { borrowedPool } from '../src/borrowed-pool.js';
import { openPool } from '../src/connection.js';
import { migrateOperational, migrateWarehouse, postgresStore, postgresWarehouse } from '../src/index.js';
import { url } from './database.js';

/** Settings of the embedder's sessions that differ from CASM's. */
const theirs = { DateStyle: 'German', TimeZone: 'Asia/Kathmandu', synchronous_commit: 'off', search_path: 'public' };

const aPool = (t: ExecutionContext, max = 20, name = 'embedder'): pg.Pool => {
  const options = Object.entries(theirs).map(([name, value]) => `-c ${name}=${value}`);
  const pool = new pg.Pool({
    connectionString: url,
    max,
    connectionTimeoutMillis: 10_000,
    options: options.join(' '),
    application_name: name,
  });
  t.teardown(() => pool.end());
  return pool;
};

let schemas = 0;

const aSchema = async (migrate = migrateOperational): Promise<string> => {
  schemas += 1;
  const schema = `pooled_${process.pid}_${schemas}`;
  await migrate({ url, schema });
  return schema;
};

const settingsOn = async (pool: pg.Pool): Promise<ReadonlyArray<unknown>> => {
  const connections = await Promise.all(Array.from({ length: pool.totalCount }, () => pool.connect()));
  const results = await Promise.all(
    connections.map((connection) =>
      connection.query<{ name: string; value: string }>(
        'select name, current_setting(name) as value from unnest($1::text[]) as asked (name)',
        [Object.keys(theirs)],
      ),
    ),
  );
  connections.forEach((connection) => connection.release());
  return results.map(({ rows }) => Object.fromEntries(rows.map(({ name, value }) => [name, value])));
};

test('a session of the embedder gets its own settings back when it is released', async (t) => {
  const pool = aPool(t);
  const schema = await aSchema();
  const store = postgresStore({ pool, schema, role: `${schema}_service` });
  await succeeds(store.catalogue.seed(exampleCatalogue));
  const { refId } = await anActiveCustomer(writesTo(store.customers, numberedIds('pooled')));
  t.is(O.toNullable(await succeeds(store.customers.find({ refId })))?.refId, refId);
  await store.close();
  const settings = await settingsOn(pool);
  t.true(settings.length > 0);
  for (const each of settings) t.deepEqual(each, { ...theirs, DateStyle: 'German, DMY' });
  t.is((await pool.query<{ role: string }>('select current_user::text as role')).rows[0]?.role, 'postgres');
});

test('two stores share the connections of one pool, although their statements have the same names', async (t) => {
  const pool = aPool(t, 1);
  for (const schema of [await aSchema(), await aSchema()]) {
    const store = postgresStore({ pool, schema });
    await succeeds(store.catalogue.seed(exampleCatalogue));
    const { refId } = await anActiveCustomer(writesTo(store.customers, numberedIds(schema)));
    t.is(O.toNullable(await succeeds(store.customers.find({ refId })))?.version, 1);
    await store.close();
  }
  t.is(pool.totalCount, 1);
});

test('a connection that breaks while lent is not used again and does not end the process', async (t) => {
  const pool = aPool(t, 2, 'embedder-broken');
  const schema = await aSchema();
  const store = postgresStore({ pool, schema });
  await succeeds(store.catalogue.seed(exampleCatalogue));
  const admin = new pg.Client({ connectionString: url });
  await admin.connect();
  t.teardown(() => admin.end());
  pool.on('error', () => undefined);
  await admin.query('select pg_terminate_backend(pid) from pg_stat_activity where application_name = $1', [
    'embedder-broken',
  ]);
  await store.customers.find({ refId: 'nobody' })();
  t.true(O.isNone(await succeeds(store.customers.find({ refId: 'nobody' }))));
  await store.close();
});

test('the warehouse and the journal use the pool too', async (t) => {
  const pool = aPool(t);
  const [operational, schema] = [await aSchema(), await aSchema(migrateWarehouse)];
  const store = postgresStore({ pool, schema: operational });
  const { reports, repair, close } = postgresWarehouse({ pool, schema, timeZone: 'UTC' });
  t.deepEqual(await succeeds(reports.segments), []);
  await succeeds(repair.rederive);
  t.deepEqual(await succeeds(store.journal.contradictions([], 'casm.customer')), []);
  await Promise.all([store.close(), close()]);
});

test('a store and a warehouse are closed twice, at the same time and one after the other', async (t) => {
  const [operational, schema] = [await aSchema(), await aSchema(migrateWarehouse)];
  for (const connection of [{ url }, { pool: aPool(t) }]) {
    const store = postgresStore({ ...connection, schema: operational });
    const dwh = postgresWarehouse({ ...connection, schema, timeZone: 'UTC' });
    await succeeds(store.ping);
    await succeeds(dwh.ping);
    await t.notThrowsAsync(Promise.all([store.close(), store.close(), dwh.close(), dwh.close()]));
    await t.notThrowsAsync(Promise.all([store.close(), dwh.close()]));
  }
});

test('at most `max` connections are borrowed at the same time', async (t) => {
  const owner = aPool(t);
  const pool = borrowedPool({ owner, schema: 'casm', settings: {}, max: 2 });
  const all = await Promise.all(Array.from({ length: 8 }, () => pool.query('select pg_backend_pid() as pid')));
  t.is(all.length, 8);
  t.true(owner.totalCount <= 2, `${owner.totalCount} connections`);
  await t.throwsAsync(pool.query('no statement'));
  await t.throwsAsync(pool.query('no statement'));
  t.is((await pool.query('select 1')).rows.length, 1, 'a failed statement releases its permit');
});

for (const kind of ['own', 'borrowed'] as const)
  test(`the status of a pool tells what is in use and who waits: ${kind}`, async (t) => {
    const pool =
      kind === 'own'
        ? openPool({ url, schema: 'public' }, { name: 'casm-status', max: 1 })
        : openPool({ pool: aPool(t), schema: 'public' }, { name: 'casm-status', max: 1 });
    t.teardown(pool.end);
    t.deepEqual(pool.status(), { inUse: 0, idle: 0, waiting: 0 });
    const first = await pool.connect();
    const second = pool.connect();
    t.deepEqual(pool.status(), { inUse: 1, idle: 0, waiting: 1 });
    first.release();
    const lent = await second;
    t.deepEqual(pool.status(), { inUse: 1, idle: 0, waiting: 0 });
    lent.release();
    await waitUntil(() => pool.status().inUse === 0, {
      deadlineMs: 30_000,
      describe: () => JSON.stringify(pool.status()),
    });
    // A borrowed connection is idle in its owner's pool.
    t.deepEqual(pool.status(), { inUse: 0, idle: kind === 'own' ? 1 : 0, waiting: 0 });
  });
