import { Agent, type IncomingMessage, request } from 'node:http';
import { testDatabase, waitUntil } from '@casm/test-engines';
import test, { type ExecutionContext } from 'ava';
import pg from 'pg';
import { casm } from './running-casm.js';

/* What casm serve tells of itself, and how it ends. */

const token = 'a-token-for-operations';

interface Reply {
  readonly status: number | undefined;
  readonly headers: IncomingMessage['headers'];
  readonly text: string;
}

/** One request; rejects where no whole answer came. */
const send = (agent: Agent, method: string, url: string, body?: unknown, as = token): Promise<Reply> =>
  new Promise((resolve, reject) => {
    const headers = { authorization: `Bearer ${as}`, 'content-type': 'application/json' };
    const sending = request(url, { agent, method, headers }, (answer) => {
      let text = '';
      answer.setEncoding('utf8').on('data', (piece) => (text += String(piece)));
      answer
        .once('end', () => resolve({ status: answer.statusCode, headers: answer.headers, text }))
        .once('error', reject);
    });
    sending.once('error', reject).end(body === undefined ? undefined : JSON.stringify(body));
  });

/** `casm serve` on a database of its own, ready. */
const serving = async (t: ExecutionContext, settings: Readonly<Record<string, string>> = {}) => {
  const { url: database, drop } = await testDatabase();
  t.teardown(drop);
  const env = { CASM_DATABASE_URL: database, CASM_API_TOKENS: `crm:${token}`, CASM_DRAIN_SECONDS: '0', ...settings };
  for (const command of ['migrate', 'seed']) t.is((await casm([command], env).ended).code, 0);
  const { process: child, ended, stdout } = casm(['serve', '--port', '0'], env);
  t.teardown(() => {
    child.kill('SIGTERM');
    return ended;
  });
  await waitUntil(() => stdout().includes('"message":"ready"'), { deadlineMs: 30_000, describe: stdout });
  const urlOf = (name: string): string => new RegExp(`"${name}":"([^"]+)"`).exec(stdout())?.[1] ?? '';
  const agent = new Agent({ keepAlive: true });
  t.teardown(() => agent.destroy());
  const sql = async (statement: string): Promise<void> => {
    const client = new pg.Client(database);
    await client.connect();
    await client.query(statement);
    await client.end();
  };
  /** Holds every customer, until the function that it returns is called. */
  const lockCustomers = async (): Promise<() => Promise<void>> => {
    const client = new pg.Client(database);
    await client.connect();
    await client.query('begin');
    await client.query('lock table casm.customer');
    return () => client.end();
  };
  return { lockCustomers, api: urlOf('url'), operations: urlOf('operationsUrl'), agent, child, ended, stdout, sql };
};

const customers = '/v1/casm/customers';

let requests = 0;

const creation = () => {
  requests += 1;
  const state = { state: 'ACTIVE', stateReason: 'dfltActive' };
  return { requestId: `operations-${requests}`, customerSegment: 'SOHO', state };
};

const until = (what: string, condition: () => Promise<boolean>): Promise<void> =>
  waitUntil(condition, { deadlineMs: 15_000, describe: what });

test('probes and metrics have a port of their own where one is set, and are on no other', async (t) => {
  const { api, operations, agent } = await serving(t, { CASM_OPERATIONS_PORT: '0' });
  t.not(api, operations);
  for (const path of ['/livez', '/readyz', '/metrics']) {
    t.is((await send(agent, 'GET', `${operations}${path}`)).status, 200, path);
    t.is((await send(agent, 'GET', `${api}${path}`)).status, 404, path);
  }
  t.is((await send(agent, 'POST', `${operations}${customers}`, creation())).status, 404);
  t.is((await send(agent, 'POST', `${api}${customers}`, creation())).status, 201);
});

test('logins that fail are counted, and are in the log once in a while', async (t) => {
  const { api, agent, stdout } = await serving(t);
  for (let times = 0; times < 20; times += 1)
    t.is((await send(agent, 'GET', `${api}${customers}`, undefined, 'a-token-of-nobody')).status, 401);
  await until('the failures are told', async () => {
    const { text } = await send(agent, 'GET', `${api}/metrics`);
    return text.includes('casm_login_failures_total{failure="unknown-token"} 20');
  });
  t.is(stdout().split('"message":"logins fail"').length - 1, 1, stdout());
});

test('a body beyond CASM_MAX_BODY_BYTES is refused', async (t) => {
  const { api, agent } = await serving(t, { CASM_MAX_BODY_BYTES: '1024' });
  const body = { ...creation(), customAttributes: { text: 'x'.repeat(1024) } };
  t.is((await send(agent, 'POST', `${api}${customers}`, body)).status, 413);
});

test('an export beyond CASM_MAX_EXPORTS_IN_PROGRESS is refused', async (t) => {
  const { api, agent } = await serving(t, { CASM_MAX_EXPORTS_IN_PROGRESS: '0' });
  const campaign = `${api}/v1/casm/segment-campaigns/01a20d54-4f70-7a3e-9c51-0000000000c1`;
  t.is((await send(agent, 'GET', `${campaign}/rows.csv`)).status, 503);
  t.is((await send(agent, 'GET', `${campaign}/rows`)).status, 404);
});

test('a change and a read are answered within CASM_DEADLINE_MS while the database does not answer', async (t) => {
  const { api, agent, lockCustomers } = await serving(t, { CASM_DEADLINE_MS: '300' });
  const release = await lockCustomers();
  const since = performance.now();
  const change = send(agent, 'POST', `${api}${customers}`, creation());
  const answers = [await send(agent, 'GET', `${api}${customers}`), await change];
  const tookMs = performance.now() - since;
  await release();
  t.deepEqual(
    answers.map(({ status }) => status),
    [503, 503],
  );
  t.true(tookMs < 4000, `${tookMs} ms, and the default deadline is 5000 ms`);
  await until('changes go through again', async () => {
    return (await send(agent, 'POST', `${api}${customers}`, creation())).status === 201;
  });
});

test('commits that fail show in readiness, metrics and log, until one succeeds', async (t) => {
  const { api, agent, stdout, sql } = await serving(t);
  const create = async () => (await send(agent, 'POST', `${api}${customers}`, creation())).status;
  t.is(await create(), 201);
  await sql(`create function casm.full_disk() returns trigger language plpgsql
    as $$ begin raise exception sqlstate '53100' using message = 'could not extend file'; end $$`);
  await sql(`create trigger full_disk before insert on casm.business_transaction execute function casm.full_disk()`);
  t.is(await create(), 503);
  const { status, text } = await send(agent, 'GET', `${api}/readyz`);
  t.is(status, 503);
  t.like(JSON.parse(text), { ready: false, postgres: true, changes: false });
  t.notRegex(text, /could not extend file/, 'anybody may ask');
  t.regex(stdout(), /changes fail at their \w+ \(53100\).*could not extend file/);
  await until('the metrics tell it', async () => {
    await create();
    return /^casm_commits_failing 1$/m.test((await send(agent, 'GET', `${api}/metrics`)).text);
  });

  await sql('drop trigger full_disk on casm.business_transaction');
  t.is(await create(), 201);
  t.is((await send(agent, 'GET', `${api}/readyz`)).status, 200);
});

test('at SIGTERM it says not ready, serves on and closes each connection with its answer, then ends', async (t) => {
  const { api, agent, child, ended } = await serving(t, { CASM_DRAIN_SECONDS: '2' });
  t.is((await send(agent, 'POST', `${api}${customers}`, creation())).headers.connection, 'keep-alive');
  const readiness = () => send(new Agent(), 'GET', `${api}/readyz`);
  t.is((await readiness()).status, 200);

  child.kill('SIGTERM');
  const told = performance.now();
  await until('it says that it is not ready', async () => (await readiness()).status === 503);
  t.like(JSON.parse((await readiness()).text), { ready: false, draining: true, postgres: true });
  for (const one of [agent, new Agent()]) {
    const { status, headers } = await send(one, 'POST', `${api}${customers}`, creation());
    t.is(status, 201);
    t.is(headers.connection, 'close');
  }
  t.is((await ended).code, 0);
  const took = performance.now() - told;
  t.true(took >= 2000 && took < 10_000, `${took} ms`);
});
