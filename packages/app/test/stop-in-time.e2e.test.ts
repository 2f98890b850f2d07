import { testDatabase, waitUntil } from '@casm/test-engines';
import test from 'ava';
import pg from 'pg';
import { casm, clientOf } from './running-casm.js';

/** Whether a statement of another connection has waited for a lock for more than these seconds. */
const hasWaited = async (outside: pg.Client, seconds: number): Promise<boolean> => {
  const { rowCount } = await outside.query(
    `select from pg_stat_activity
     where datname = current_database() and wait_event_type = 'Lock' and clock_timestamp() - query_start > $1 * interval '1 second'`,
    [seconds],
  );
  return rowCount !== 0;
};

test('a process that is stopped answers a change within its deadline, however long that is', async (t) => {
  const { url, drop } = await testDatabase();
  t.teardown(drop);
  const token = 'a-token-of-this-test';
  const env = {
    CASM_DATABASE_URL: url,
    CASM_API_TOKENS: `crm:${token}`,
    CASM_DEADLINE_MS: '10000',
    CASM_DRAIN_SECONDS: '0',
  };
  await casm(['migrate'], env).ended;
  await casm(['seed'], env).ended;
  const serve = casm(['serve', '--port', '0'], env);
  t.teardown(async () => {
    serve.process.kill('SIGKILL');
    await serve.ended;
  });
  await waitUntil(() => serve.stdout().includes('"ready"'), { deadlineMs: 60_000, describe: serve.stdout });
  const api = clientOf({ url: /"url":"([^"]+)"/.exec(serve.stdout())?.[1] ?? '', token });
  const connected = async () => {
    const client = new pg.Client(url);
    await client.connect();
    t.teardown(() => client.end());
    return client;
  };
  const admin = await connected();
  // Within a transaction the activity stays as it was first read.
  const outside = await connected();
  await admin.query('begin');
  await admin.query(`select from casm.customer_segment where code = 'SOHO' for update`);
  const created = api.createCustomer({
    body: {
      requestId: 'r-1',
      externalId: 'CRM-1',
      customerSegment: 'SOHO',
      state: { state: 'ACTIVE', stateReason: 'dfltActive' },
    },
  });
  const until = (seconds: number) =>
    waitUntil(() => hasWaited(outside, seconds), { deadlineMs: 30_000, describe: `the commit waits for ${seconds} s` });
  await until(0);
  serve.process.kill('SIGTERM');
  await until(5);
  await admin.query('rollback');
  t.is((await created).response.status, 201);
  t.is((await serve.ended).code, 0, serve.stdout());
});
