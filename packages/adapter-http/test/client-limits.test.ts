import { once } from 'node:events';
import { connect } from 'node:net';
import { toTopics } from '@casm/core';
import { anActiveCustomer, exampleCatalogue, inMemoryStore, numberedIds } from '@casm/core/testing';
import test from 'ava';
import * as TE from 'fp-ts/lib/TaskEither.js';
import { move, runningApi, segment } from './running-api.js';

const read = '/v1/casm/customers/read?externalId=CRM-1';

test('a client above its rate is answered 429 with Retry-After, before its body is read, and another is not', async (t) => {
  const authenticate = (token: string) => token;
  const { call } = await runningApi(t, { authenticate, clientLimits: { ratePerSecond: 0.001 } });
  const as = (authorization: string) => ({ headers: { authorization: `Bearer ${authorization}` } });
  const first = await call('GET', read, as('campaign'));
  t.deepEqual(
    [first.status, first.headers.get('ratelimit-policy'), first.headers.get('ratelimit')],
    [200, '"client";q=1;w=1000', '"client";r=0;t=1000'],
  );
  const refused = await call('PUT', segment, { ...as('campaign'), raw: 'no JSON' });
  t.is(refused.status, 429);
  t.like(refused.json, { type: 'urn:casm:problem:too-many-requests' });
  t.is(refused.headers.get('retry-after'), '1000');
  t.is(refused.headers.get('ratelimit'), '"client";r=0;t=1000');
  t.is((await call('PUT', segment, { ...as('call-centre'), body: move('SOHO') })).status, 200);
});

test('a request that its client has no scope for counts like any other', async (t) => {
  const authenticate = (client: string) => ({ client, scopes: ['customers:read'] });
  const { call } = await runningApi(t, { authenticate, clientLimits: { ratePerSecond: 0.001, burst: 2 } });
  const headers = { authorization: 'Bearer campaign' };
  const statuses: Array<readonly [number, string | null]> = [];
  for (let n = 0; n < 3; n += 1) {
    const { status, headers: answered } = await call('PUT', segment, { headers, body: move('SOHO', `r-${n}`) });
    statuses.push([status, answered.get('ratelimit')?.replace(/;t=.*/, '') ?? null]);
  }
  t.deepEqual(statuses, [
    [403, '"client";r=1'],
    [403, '"client";r=0'],
    [429, '"client";r=0'],
  ]);
  t.is((await call('GET', read, { headers })).status, 429);
});

test('a client with all its requests in progress is answered 429, and is let in again when one has ended', async (t) => {
  const store = inMemoryStore({ catalogue: exampleCatalogue });
  let release = (): void => undefined;
  const held = new Promise<void>((resolve) => {
    release = resolve;
  });
  let waiting = 0;
  const find: typeof store.customers.find = (ref) => async () => {
    waiting += 1;
    await held;
    return store.customers.find(ref)();
  };
  const deps = {
    ...store,
    customers: { ...store.customers, find },
    newId: numberedIds('id'),
    topicsFor: toTopics(),
  };
  await anActiveCustomer(deps, { externalId: 'CRM-1' });
  const authenticate = (token: string) => token;
  const { call } = await runningApi(t, { deps, authenticate, clientLimits: { concurrency: 1 } });
  const as = (authorization: string) => ({ headers: { authorization: `Bearer ${authorization}` } });
  const running = call('GET', read, as('campaign'));
  const deadline = Date.now() + 20_000;
  while (waiting === 0 && Date.now() < deadline) await new Promise((resolve) => setImmediate(resolve));
  const refused = await call('GET', read, as('campaign'));
  t.deepEqual([refused.status, refused.headers.get('retry-after')], [429, '1']);
  const other = call('GET', read, as('call-centre'));
  release();
  t.deepEqual([(await running).status, (await other).status], [200, 200]);
  t.is((await call('GET', read, as('campaign'))).status, 200);
});

test('without limits nothing is said of them', async (t) => {
  const { call } = await runningApi(t);
  const { headers } = await call('GET', read);
  t.deepEqual([headers.get('ratelimit'), headers.get('ratelimit-policy')], [null, null]);
});

test('an answer that its client does not read is in progress until the client has read it, or is gone', async (t) => {
  const store = inMemoryStore({ catalogue: exampleCatalogue });
  const customer = await anActiveCustomer({ ...store, newId: numberedIds('id'), topicsFor: toTopics() });
  const customers = Array.from({ length: 1000 }, () => ({ ...customer, customAttributes: { text: 'x'.repeat(8000) } }));
  const directory = { ...store.directory, list: () => TE.right({ customers, next: null }) };
  const deps = { ...store, directory, newId: numberedIds('id'), topicsFor: toTopics() };
  const { call, url } = await runningApi(t, { deps, clientLimits: { concurrency: 1 } });
  const { hostname, port } = new URL(url);
  const begin = async () => {
    const socket = connect(Number(port), hostname);
    t.teardown(() => socket.destroy());
    socket.write('GET /v1/casm/customers HTTP/1.1\r\nHost: casm\r\nAuthorization: Bearer secret\r\n\r\n');
    await once(socket, 'readable');
    return socket;
  };
  const becomes = async (expected: number) => {
    const deadline = Date.now() + 20_000;
    for (;;) {
      const { status } = await call('GET', read);
      if (status === expected) return;
      t.true(Date.now() < deadline, `${expected}, not ${status}`);
    }
  };
  const reading = await begin();
  t.is((await call('GET', read)).status, 429);
  reading.resume();
  await becomes(404);
  const leaving = await begin();
  t.is((await call('GET', read)).status, 429);
  leaving.destroy();
  await becomes(404);
  for (let times = 0; times < 50; times += 1)
    t.is((await call('GET', read)).status, 404, 'who waits for each answer is never refused');
});
