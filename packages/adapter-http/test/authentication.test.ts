import { readCustomer } from '@casm/core';
import { succeeds } from '@casm/core/testing';
import test from 'ava';
import type { LoginFailure } from '../src/index.js';
import { move, runningApi, segment } from './running-api.js';

/** Whatever a caller in JavaScript may pass, whom no compiler holds back. */
function untyped<A>(value: unknown): A;
function untyped(value: unknown): unknown {
  return value;
}

const read = '/v1/casm/customers/read?externalId=CRM-1';

const nobodys: ReadonlyArray<[string, unknown]> = [
  ['null', null],
  ['undefined', undefined],
  ['an empty name', ''],
  ['an object', {}],
  ['an object with another name', { name: 'crm' }],
  ['a client with an ill-formed name', { client: '' }],
  ['a client whose scopes are no list', { client: 'crm', scopes: 'customers:read' }],
  ['a client whose scopes are no texts', { client: 'crm', scopes: [7] }],
  ['a client for a user with an ill-formed name', { client: 'crm', onBehalfOf: 'a\0' }],
  ['a client with an unknown refusal', { client: 'crm', refused: 'later' }],
  ['the name of the scheduler', 'casm-scheduler'],
  ['true', true],
  ['a number', 7],
  ['a list', ['crm']],
  ['a String object', new String('crm')],
  ['a name of 129 characters', 'x'.repeat(129)],
  ['a name with NUL', 'crm\0'],
];

for (const [name, value] of nobodys) {
  test(`${name} is no client, nor is the promise of it: 401, and nothing is read or changed`, async (t) => {
    const answers = [() => untyped<string>(value), () => Promise.resolve(untyped<string>(value))];
    for (const authenticate of answers) {
      const { call, store, customer } = await runningApi(t, { authenticate });
      const replies = [await call('GET', read), await call('PUT', segment, { body: move('SOHO') })];
      for (const { status, text } of replies) {
        t.is(status, 401);
        t.notRegex(text, /CRM-1/);
      }
      t.deepEqual(await succeeds(readCustomer(store)({ externalId: 'CRM-1' })), customer);
    }
  });
}

test('the promise of a client is waited for', async (t) => {
  const authenticate = async (token: string) => (token === 'secret' ? 'crm' : null);
  const { call } = await runningApi(t, { authenticate });
  t.like((await call('PUT', segment, { body: move('SOHO') })).json, { initiator: 'crm' });
  t.is((await call('GET', read, { headers: { authorization: 'Bearer wrong' } })).status, 401);
});

test('the user that the client acts for is told with the change and in the history', async (t) => {
  const { call } = await runningApi(t, { authenticate: () => ({ client: 'crm', onBehalfOf: 'ada@example.com' }) });
  const changed = await call('PUT', segment, { body: move('SOHO') });
  t.like(changed.json, { initiator: 'crm', onBehalfOf: 'ada@example.com' });
  const { json } = await call('GET', '/v1/casm/customers/segment-history?externalId=CRM-1');
  t.like(json, { segmentHistory: [{ initiator: 'crm', onBehalfOf: 'ada@example.com' }, { initiator: 'crm' }] });
});

test('an authentication that throws, rejects or never ends is a 503 that is told, and lets nobody in', async (t) => {
  const failing: ReadonlyArray<(token: string) => Promise<string>> = [
    () => {
      throw new Error('thrown');
    },
    () => Promise.reject(new Error('rejected')),
    () => new Promise(() => undefined),
  ];
  for (const authenticate of failing) {
    const { call, store, customer, defects } = await runningApi(t, { authenticate, timeoutMs: 50 });
    for (const reply of [await call('GET', read), await call('PUT', segment, { body: move('SOHO') })]) {
      t.deepEqual([reply.status, reply.headers.get('retry-after')], [503, '1']);
      t.like(reply.json, { type: 'urn:casm:problem:authentication-unavailable' });
    }
    t.is(defects.length, 2);
    t.deepEqual(await succeeds(readCustomer(store)({ externalId: 'CRM-1' })), customer);
  }
});

test('nobody is asked about a request without a token, and each failed login is told', async (t) => {
  const failures: Array<LoginFailure> = [];
  const asked: Array<string> = [];
  const authenticate = (token: string) => {
    asked.push(token);
    return null;
  };
  const { call } = await runningApi(t, { authenticate, onLoginFailure: (failure) => failures.push(failure) });
  for (const authorization of ['', 'Bearer', 'Basic secret', 'Bearer wrong'])
    await call('GET', read, { headers: { authorization } });
  t.deepEqual(asked, ['wrong']);
  t.deepEqual(failures, ['no-token', 'no-token', 'no-token', 'unknown-token']);
});

test('readiness fails closed: what throws, rejects or says nothing is 503', async (t) => {
  const unready: ReadonlyArray<() => { ready: boolean }> = [
    () => {
      throw new Error('thrown');
    },
    () => untyped(Promise.reject(new Error('rejected'))),
    () => untyped(undefined),
    () => untyped(null),
    () => untyped({}),
    () => untyped({ ready: 'yes' }),
  ];
  for (const readiness of unready) {
    const { call, defects } = await runningApi(t, { readiness });
    const reply = await call('GET', '/readyz');
    t.deepEqual([reply.status, reply.json, defects.length], [503, { ready: false }, 1]);
  }
});

test('metrics that throw, or are no text, are a 500 that tells nothing of the inside', async (t) => {
  const failing = [() => Promise.reject<string>(new Error('secret')), () => untyped<string>({ secret: 1 })];
  for (const metrics of failing) {
    const { call, defects } = await runningApi(t, { metrics });
    const reply = await call('GET', '/metrics');
    t.deepEqual([reply.status, defects.length], [500, 1]);
    t.notRegex(reply.text, /secret/);
  }
});
