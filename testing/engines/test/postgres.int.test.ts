import test from 'ava';
import pg from 'pg';
import { startPostgres, testDatabase, waitUntil } from '../src/index.js';

const ask = async (connectionString: string, statement: string): Promise<unknown> => {
  const client = new pg.Client({ connectionString });
  await client.connect();
  try {
    return (await client.query(statement)).rows;
  } finally {
    await client.end();
  }
};

test('PostgreSQL keeps what was committed when it is killed, and comes back under the same url', async (t) => {
  const postgres = await startPostgres();
  t.teardown(postgres.stop);
  await ask(postgres.url, 'create table kept as select 1 as n');
  t.deepEqual(await ask(postgres.url, 'show fsync'), [{ fsync: 'on' }]);
  await postgres.kill();
  await t.throwsAsync(ask(postgres.url, 'select 1'));
  await postgres.restart();
  t.deepEqual(await ask(postgres.url, 'select n from kept'), [{ n: 1 }]);
});

test('a standby follows its primary, and comes back where it was', async (t) => {
  const primary = await startPostgres();
  t.teardown(primary.stop);
  await ask(primary.url, 'create table followed as select 1 as n');
  const standby = await primary.standby();
  t.teardown(standby.stop);
  t.deepEqual(await ask(standby.url, 'select pg_is_in_recovery() as standby, n from followed'), [
    { standby: true, n: 1 },
  ]);
  await standby.kill();
  await ask(primary.url, 'update followed set n = 2');
  await standby.restart();
  await waitUntil(async () => JSON.stringify(await ask(standby.url, 'select n from followed')) === '[{"n":2}]', {
    deadlineMs: 20_000,
    describe: () => 'the standby has the change',
  });
  t.pass();
});

test('each test database is empty, and goes when it is dropped', async (t) => {
  const [one, another] = [await testDatabase(), await testDatabase()];
  await ask(one.url, 'create table mine (n int)');
  t.deepEqual(await ask(another.url, `select 1 from pg_tables where tablename = 'mine'`), []);
  await Promise.all([one.drop(), another.drop()]);
  await t.throwsAsync(ask(one.url, 'select 1'), { message: /does not exist/ });
});
