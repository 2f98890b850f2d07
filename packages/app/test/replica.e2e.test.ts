import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { startPostgres, waitUntil } from '@casm/test-engines';
import test from 'ava';
import pg from 'pg';
import { blocksOf, exportedBy, filledIn, howTo, sectionOf, shellIn } from './how-to.js';
import { casm, readyCasm } from './running-casm.js';

const token = 'a-token-of-this-test';

test('casm serve reads from a standby as the page says, tells its trouble, and goes on without it', async (t) => {
  t.timeout(120_000);
  const primary = await startPostgres();
  t.teardown(primary.stop);
  const standby = await primary.standby();
  t.teardown(standby.stop);
  const folder = await mkdtemp(path.join(tmpdir(), 'casm-replica-'));
  t.teardown(() => rm(folder, { recursive: true, force: true }));
  const shell = await shellIn(folder);
  const page = await howTo('read-from-a-replica.md');
  const [name = ''] = blocksOf(sectionOf(page, '1. Name the replica'));
  const [ask = ''] = blocksOf(sectionOf(page, '2. Ask for it'));

  const database = { CASM_DATABASE_URL: primary.url, CASM_API_TOKENS: `crm:${token}` };
  for (const command of ['migrate', 'seed']) t.is((await casm([command], database).ended).code, 0);
  const { host } = new URL(standby.url);
  const several = standby.url.replace(host, `127.0.0.1:1,${host}`);
  const named = filledIn(name, { 'postgres://casm@replica.example:5432/casm': several });
  t.regex(await shell(named, { ...database }), /^CASM_REPLICA_MAX_LAG_MS +5000 +environment$/m);
  const settings = await exportedBy(shell, named.replace(/^casm .*$/m, ''));
  const serve = await readyCasm(t, ['serve', '--port', '0'], {
    ...database,
    ...settings,
    CASM_REPLICA_MAX_LAG_MS: '7000',
  });
  const url = /"url":"([^"]+)"/.exec(serve.stdout())?.[1] ?? '';
  const send = (method: string, route: string, body: unknown) =>
    fetch(`${url}${route}`, {
      method,
      headers: { authorization: `Bearer ${token}`, 'content-type': 'application/json' },
      body: JSON.stringify(body),
    });
  const state = { state: 'ACTIVE', stateReason: 'dfltActive' };
  const customer = { requestId: 'c', externalId: 'CRM-1', customerSegment: 'RESIDENTIAL', state };
  t.is((await send('POST', '/v1/casm/customers', customer)).status, 201);
  const read = async (
    route: string,
  ): Promise<{ readonly applied: string | null; readonly lag: number; readonly text: string }> => {
    const response = await fetch(`${url}${route}`, {
      headers: { authorization: `Bearer ${token}`, prefer: 'replica' },
    });
    const text = await response.text();
    t.is(response.status, 200, text);
    const lag = Number(response.headers.get('replica-lag') ?? Number.NaN);
    return { applied: response.headers.get('preference-applied'), lag, text };
  };
  const customerRead = '/v1/casm/customers/read?externalId=CRM-1';
  const readyz = async (): Promise<string> => (await fetch(`${url}/readyz`)).text();
  const becomes = (what: string, isSo: () => Promise<boolean>) =>
    waitUntil(isSo, { deadlineMs: 20_000, describe: () => `${what}: ${serve.stdout()}` });
  const isRead = async () => /"replica":true/.test(await readyz());

  await becomes('the replica has the customer', async () => {
    const response = await fetch(`${url}${customerRead}`, {
      headers: { authorization: `Bearer ${token}`, prefer: 'replica' },
    });
    await response.text();
    return response.status === 200 && response.headers.get('preference-applied') === 'replica';
  });
  const shown = await shell(ask, { CASM_URL: url, CASM_TOKEN: token });
  t.regex(shown, /^preference-applied: replica\r?$/im);
  t.regex(shown, /^replica-lag: \d\.\d{3}\r?$/im);
  t.regex(shown, /"externalId":"CRM-1"/);

  const session = new pg.Client({ connectionString: standby.url });
  await session.connect();
  await session.query('select pg_wal_replay_pause()');
  await session.end();
  const move = { requestId: 'm', customer: { externalId: 'CRM-1' }, customerSegment: 'SOHO' };
  t.is((await send('PUT', '/v1/casm/customers/segment', move)).status, 200);
  const effective = await read('/v1/casm/customers/effective-segment?externalId=CRM-1');
  t.regex(effective.text, /"customerSegment":"SOHO"/);
  t.is(effective.applied, null);
  await becomes('a state is served that is older than the default allows', async () => {
    const { applied, lag, text } = await read(customerRead);
    return applied === 'replica' && lag > 5.5 && /"version":1\b/.test(text);
  });
  await becomes('the replica is too old', async () => !(await isRead()));
  const late = await read(customerRead);
  t.is(late.applied, null);
  t.regex(late.text, /"version":2\b/);
  t.regex(await readyz(), /^\{"ready":true,.*reading from the replica waits for its server, which is too far behind/);
  await becomes('the log has it', async () => /"the replica serves no reads","fault":"behind"/.test(serve.stdout()));
  const metrics = await (await fetch(`${url}/metrics`)).text();
  t.regex(metrics, /^casm_replica_up 0$/m);
  t.regex(metrics, /^casm_replica_lag_seconds [1-9]/m);
  t.regex(metrics, /^casm_replica_reads_total\{outcome="replica"\} [1-9]/m);
  t.regex(metrics, /^casm_replica_reads_total\{outcome="primary"\} [1-9]/m);
  t.regex(metrics, /^casm_replica_refusals_total\{fault="behind"\} [1-9]/m);

  await standby.restart();
  await becomes('the replica is read again', async () => {
    const { applied, text } = await read(customerRead);
    return applied === 'replica' && /"version":2\b/.test(text);
  });
  await standby.kill();
  await becomes('the replica is gone', async () => !(await isRead()));
  t.regex(await readyz(), /^\{"ready":true,.*its server, which does not answer/);
  t.is((await read(customerRead)).applied, null);
});
