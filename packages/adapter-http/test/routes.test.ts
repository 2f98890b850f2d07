import type { CustomerRepository, Failure } from '@casm/core';
import {
  customerBusy,
  customerOperations,
  outcomeUnknown,
  overloaded,
  publicationBacklog,
  storeMisconfigured,
  storeUnavailable,
  toTopics,
  unstorable,
  updateCustomerSegment,
  WiringDefect,
} from '@casm/core';
import { exampleCatalogue, inMemoryStore, numberedIds } from '@casm/core/testing';
import test, { type ExecutionContext } from 'ava';
import * as TE from 'fp-ts/lib/TaskEither.js';
import { httpApi, serve } from '../src/index.js';
import { move, runningApi, segment } from './running-api.js';

const customers = '/v1/casm/customers';

test('createCustomer answers 201 with the location of the new customer', async (t) => {
  const { call } = await runningApi(t);
  const state = { state: 'ACTIVE', stateReason: 'dfltActive', pending: true };
  const reply = await call('POST', customers, {
    body: { requestId: 'c', externalId: 'CRM-2', customerSegment: 'SOHO', state },
  });
  t.deepEqual([reply.status, reply.headers.get('etag')], [201, '"1"']);
  const there = await call('GET', reply.headers.get('location') ?? '');
  t.like(there.json, { customer: { externalId: 'CRM-2', customerSegment: 'SOHO', version: 1 } });
  const taken = await call('POST', customers, { body: { requestId: 'c2', externalId: 'CRM-2', state } });
  t.is(taken.status, 409);
});

test('createCustomer takes missing values from a profile; an unknown or retired one is refused by name', async (t) => {
  const { call } = await runningApi(t);
  const created = await call('POST', customers, {
    body: { requestId: 'p1', customerProfile: 'b2b', customName: 'Acme' },
  });
  t.is(created.status, 201);
  t.like(created.json, {
    payload: { customer: { customName: 'Acme', customerSegment: 'BUSINESS', state: { stateReason: 'dfltActive' } } },
  });
  const unknown = await call('POST', customers, {
    body: { requestId: 'p2', customerProfile: 'none', customerSegment: 'X' },
  });
  t.is(unknown.status, 422);
  t.like(unknown.json, {
    type: 'urn:casm:problem:unknown-profile',
    violations: [
      { pointer: '/customerProfile', rule: 'profile none is not configured' },
      { pointer: '/customerSegment', rule: 'segment X is not configured' },
    ],
  });
  await call('PUT', '/v1/casm/customer-profiles/b2b', {
    body: { requestId: 'p3', name: 'B', status: 'RETIRED', state: 'ACTIVE', stateReason: 'dfltActive' },
  });
  const retired = await call('POST', customers, { body: { requestId: 'p4', customerProfile: 'b2b' } });
  t.is(retired.status, 422);
  t.like(retired.json, {
    type: 'urn:casm:problem:profile-retired',
    violations: [{ pointer: '/customerProfile', rule: 'profile b2b is retired and makes no new customers' }],
  });
  const neither = await call('POST', customers, { body: { requestId: 'p5' } });
  t.is(neither.status, 400);
  t.like(neither.json, { violations: [{ pointer: '/state', rule: 'is mandatory' }] });
});

test('readCustomer answers 304 to the version that the caller has', async (t) => {
  const { call } = await runningApi(t);
  const path = `${customers}/read?externalId=CRM-1`;
  const first = await call('GET', path);
  const again = await call('GET', path, { headers: { 'if-none-match': first.headers.get('etag') ?? '' } });
  t.deepEqual([again.status, again.text], [304, '']);
});

test('a precondition that an operation does not support is refused, not ignored', async (t) => {
  const { call } = await runningApi(t);
  const state = { state: 'ACTIVE', stateReason: 'dfltActive' };
  const reply = await call('POST', customers, { body: { requestId: 'c', state }, headers: { 'if-match': '"1"' } });
  t.is(reply.status, 400);
  t.like(reply.json, { violations: [{ header: 'If-Match', rule: 'is not supported by this operation' }] });
});

test('the segment history is read page by page, newest first, and with the customer when asked', async (t) => {
  const { call } = await runningApi(t);
  for (const code of ['SOHO', 'BUSINESS']) await call('PUT', segment, { body: move(code) });
  const first = await call('GET', `${customers}/segment-history?externalId=CRM-1&limit=2`);
  t.like(first.json, {
    segmentHistory: [{ customerSegment: 'BUSINESS', to: null }, { customerSegment: 'SOHO' }],
    next: '2',
  });
  const second = await call('GET', `${customers}/segment-history?externalId=CRM-1&limit=2&cursor=2`);
  t.like(second.json, { segmentHistory: [{ customerSegment: 'RESIDENTIAL', version: 1 }], next: null });
  const both = await call('GET', `${customers}/read?externalId=CRM-1&segmentHistory=true`);
  t.like(both.json, {
    customer: { customerSegment: 'BUSINESS' },
    segmentHistory: [{ version: 3 }, { version: 2 }, { version: 1 }],
  });
});

test('the effective segment is the current one', async (t) => {
  const { call, customer } = await runningApi(t);
  await call('PUT', segment, { body: move('SOHO') });
  const reply = await call('GET', `${customers}/effective-segment?refId=${customer.refId}`);
  t.deepEqual(reply.json, { refId: customer.refId, customerSegment: 'SOHO', version: 2 });
});

test('query parameters that are unknown, repeated, missing or out of range are named', async (t) => {
  const { call } = await runningApi(t);
  const text = 'must be a string of 1 to 64 characters, without NUL or unpaired surrogates';
  const cases: ReadonlyArray<[string, unknown]> = [
    ['read', [{ rule: 'must have exactly one of refId and externalId' }]],
    ['read?refId=a&externalId=b', [{ rule: 'must have exactly one of refId and externalId' }]],
    ['read?refId=a&refId=b', [{ parameter: 'refId', rule: text }]],
    ['read?refId=a&color=red', [{ parameter: 'color', rule: 'is not a known member' }]],
    ['read?refId=%00', [{ parameter: 'refId', rule: text }]],
    ['segment-history?refId=a&limit=0', [{ parameter: 'limit', rule: 'must be a whole number from 1 to 1000' }]],
    ['segment-history?refId=a&cursor=x', [{ parameter: 'cursor', rule: 'must be the "next" of the page before' }]],
  ];
  for (const [path, violations] of cases) {
    const reply = await call('GET', `${customers}/${path}`);
    t.is(reply.status, 400, path);
    t.like(reply.json, { violations }, path);
  }
});

test('the warehouse answers with population, moves and a customer’s versions', async (t) => {
  const { call, customer, deliver } = await runningApi(t);
  const { json: moved } = await call('PUT', segment, { body: move('SOHO') });
  await deliver();
  t.like((await call('GET', '/v1/dwh/segments')).json, {
    segments: [{ customerSegment: 'SOHO', customers: 1 }],
    freshness: { versions: 2 },
  });
  const today = JSON.stringify(moved).match(/"occurredAt":"(.{10})/)?.[1] ?? '';
  const moves = await call('GET', `/v1/dwh/segment-moves?from=${today}&to=${today}`);
  t.like(moves.json, {
    segmentMoves: [
      { from: null, to: 'RESIDENTIAL', moves: 1 },
      { from: 'RESIDENTIAL', to: 'SOHO', moves: 1 },
    ],
  });
  const record = await call('GET', `/v1/dwh/customers/${customer.refId}`);
  t.like(record.json, {
    customer: { customerSegment: 'SOHO' },
    versions: [{ version: 2, validTo: null }, { version: 1 }],
  });
  t.deepEqual((await call('GET', '/v1/dwh/customers?externalId=CRM-1')).json, record.json);
  t.is((await call('GET', '/v1/dwh/customers/nobody')).status, 404);
  const wrong = await call('GET', '/v1/dwh/customers/%00');
  t.is(wrong.status, 400);
  t.like(wrong.json, { violations: [{ parameter: 'refId' }] });
  t.is((await call('GET', '/v1/dwh/segment-moves?from=2026-02-30&to=2026-01-01')).status, 400);
});

test('liveness and readiness need no token, and readiness says why not', async (t) => {
  const { call } = await runningApi(t, { readiness: async () => ({ ready: false, postgres: 'down' }) });
  const headers = { authorization: '' };
  t.is((await call('GET', '/livez', { headers })).status, 200);
  const ready = await call('GET', '/readyz', { headers });
  t.deepEqual([ready.status, ready.json], [503, { ready: false, postgres: 'down' }]);
});

test('metrics need no token, and exist only if configured', async (t) => {
  const { url } = await runningApi(t, { metrics: async () => 'casm_store_up 1\n' });
  const answer = await fetch(`${url}/metrics`);
  t.is(answer.headers.get('content-type'), 'text/plain; version=0.0.4; charset=utf-8');
  t.is(await answer.text(), 'casm_store_up 1\n');
  t.is(answer.headers.get('vary'), null);
  const both = await runningApi(t, {
    metrics: () => 'casm_store_up 1\n',
    openMetrics: () => 'casm_store_up 1\n# EOF\n',
  });
  const got = async (accept: string) => {
    const { headers, text } = await both.call('GET', '/metrics', { headers: { accept } });
    return [headers.get('content-type'), headers.get('vary'), text];
  };
  t.deepEqual(await got('text/plain'), ['text/plain; version=0.0.4; charset=utf-8', 'Accept', 'casm_store_up 1\n']);
  t.deepEqual(await got('application/openmetrics-text;version=1.0.0;q=0.8,*/*;q=0.1'), [
    'application/openmetrics-text; version=1.0.0; charset=utf-8',
    'Accept',
    'casm_store_up 1\n# EOF\n',
  ]);
  const { call } = await runningApi(t);
  t.is((await call('GET', '/metrics')).status, 404);
});

test('an unknown route is 404 and a method that is not allowed is 405, both as problems', async (t) => {
  const { call } = await runningApi(t);
  t.like((await call('GET', '/v1/casm/nothing')).json, { type: 'urn:casm:problem:no-such-route' });
  const wrong = await call('DELETE', segment);
  t.deepEqual([wrong.status, wrong.headers.get('allow')], [405, 'PUT']);
  t.like(wrong.json, { type: 'urn:casm:problem:method-not-allowed' });
});

const failingApi = async (t: ExecutionContext, change: CustomerRepository['change']) => {
  const store = inMemoryStore({ catalogue: exampleCatalogue });
  const defects: Array<string> = [];
  const failures: Array<Failure> = [];
  const deps = {
    ...store,
    customers: { ...store.customers, change },
    newId: numberedIds('id'),
    topicsFor: toTopics(),
  };
  const app = httpApi({
    deps,
    authenticate: () => 'crm',
    readiness: async () => ({ ready: true }),
    onFailure: (failure) => failures.push(failure),
    onDefect: (defect) => defects.push(String(defect)),
  });
  const server = await serve(app, { host: '127.0.0.1', port: 0, onDefect: () => undefined });
  t.teardown(() => server.close(1000));
  const response = await fetch(`${server.url}${segment}`, {
    method: 'PUT',
    headers: { authorization: 'Bearer x', 'content-type': 'application/json' },
    body: JSON.stringify(move('SOHO')),
  });
  const json: unknown = await response.json();
  return { response, json, failures, defects };
};

test('each failure has its own problem, which says whether to retry; internals go only to the log', async (t) => {
  const failures: ReadonlyArray<[Failure, number, string | null, string]> = [
    [storeUnavailable('password of 10.0.0.1'), 503, '1', 'store-unavailable'],
    [customerBusy, 503, '1', 'customer-busy'],
    [overloaded, 503, '1', 'overloaded'],
    [outcomeUnknown('password of 10.0.0.1'), 503, '1', 'outcome-unknown'],
    [publicationBacklog, 503, '5', 'publication-backlog'],
    [storeMisconfigured('password of 10.0.0.1'), 500, null, 'store-misconfigured'],
    [unstorable('password of 10.0.0.1'), 422, null, 'unstorable'],
  ];
  for (const [failure, status, retryAfter, name] of failures) {
    const { response, json, failures: logged } = await failingApi(t, () => TE.left(failure));
    t.deepEqual([response.status, response.headers.get('retry-after')], [status, retryAfter]);
    t.like(json, { type: `urn:casm:problem:${name}`, status });
    t.notRegex(JSON.stringify(json), /password/);
    t.deepEqual(logged, [failure]);
  }
});

test('a defect is a 500 that is logged and reveals no internals', async (t) => {
  const { response, json, defects } = await failingApi(t, () => () => Promise.reject(new Error('secret detail')));
  t.is(response.status, 500);
  t.like(json, { type: 'urn:casm:problem:internal-error' });
  t.notRegex(JSON.stringify(json), /secret/);
  t.deepEqual(defects, ['Error: secret detail']);
});

/** A gate that a test opens to let waiting code continue. */
const gate = () => {
  let open = (): void => undefined;
  const opened = new Promise<void>((resolve) => {
    open = resolve;
  });
  return { opened, open: () => open() };
};

test('a server that closes finishes the requests in flight', async (t) => {
  const [started, release] = [gate(), gate()];
  const store = inMemoryStore({ catalogue: exampleCatalogue });
  const change: CustomerRepository['change'] = () => async () => {
    started.open();
    await release.opened;
    return TE.left(customerBusy)();
  };
  const deps = {
    ...store,
    customers: { ...store.customers, change },
    newId: numberedIds('id'),
    topicsFor: toTopics(),
  };
  const app = httpApi({
    deps,
    authenticate: () => 'crm',
    readiness: async () => ({ ready: true }),
    onFailure: () => undefined,
    onDefect: () => undefined,
  });
  const server = await serve(app, { host: '127.0.0.1', port: 0, onDefect: () => undefined });
  const answer = fetch(`${server.url}${segment}`, {
    method: 'PUT',
    headers: { authorization: 'Bearer x', 'content-type': 'application/json' },
    body: JSON.stringify(move('SOHO')),
  });
  await started.opened;
  const closed = server.close(10_000);
  release.open();
  t.is((await answer).status, 503);
  await closed;
  await t.throwsAsync(fetch(server.url));
});

test('a port in use is reported', async (t) => {
  const { url } = await runningApi(t);
  const app = httpApi({
    deps: { ...inMemoryStore(), newId: numberedIds('id'), topicsFor: toTopics() },
    authenticate: () => null,
    readiness: async () => ({ ready: true }),
    onFailure: () => undefined,
    onDefect: () => undefined,
  });
  await t.throwsAsync(serve(app, { host: '127.0.0.1', port: Number(new URL(url).port), onDefect: () => undefined }), {
    code: 'EADDRINUSE',
  });
});

test('operations with the same name or path are a defect of the wiring', (t) => {
  const named = (name: string) => ({ ...updateCustomerSegment, name });
  const api = (name: string) => () =>
    httpApi({
      deps: { ...inMemoryStore(), newId: numberedIds('id'), topicsFor: toTopics() },
      operations: [...customerOperations, named(name)],
      authenticate: () => null,
      readiness: async () => ({ ready: true }),
      onFailure: () => undefined,
      onDefect: () => undefined,
    });
  const conflicts: ReadonlyArray<[string, string]> = [
    ['listStateReasons', 'two routes have the name listStateReasons'],
    ['updateSegment', 'updateCustomerSegment and updateSegment are both served as PUT /v1/casm/customers/segment'],
  ];
  for (const [name, message] of conflicts) t.throws(api(name), { instanceOf: WiringDefect, message });
  t.notThrows(api('updateTier'));
});
