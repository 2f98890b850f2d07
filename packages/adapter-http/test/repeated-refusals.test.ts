import { subscribe, unsubscribe } from 'node:diagnostics_channel';
import { toTopics } from '@casm/core';
import { anActiveCustomer, exampleCatalogue, inMemoryStore, numberedIds } from '@casm/core/testing';
import test, { type ExecutionContext } from 'ava';
import type { AnsweredRequest, BegunRequest, HttpApiOptions } from '../src/index.js';
import { count, get, lastAnswer, rawClient } from './raw-client.js';
import { requestIn } from './request-in.js';
import { move, runningApi, segment } from './running-api.js';
import { waitFor } from './wait-for.js';

interface Parts {
  readonly path?: string;
  readonly fields?: ReadonlyArray<string>;
  readonly body?: string;
}

/** A change as a client sends it, in one piece. */
const change = (token: string, { path = segment, fields = [], body = '{}' }: Parts = {}): string =>
  [
    `PUT ${path} HTTP/1.1`,
    'Host: casm',
    `Authorization: Bearer ${token}`,
    'Content-Type: application/json',
    ...fields,
    `Content-Length: ${body.length}`,
    '',
    body,
  ].join('\r\n');

/** An API whose clients have one request in 1,000 seconds each, on a clock that stands still, and a client that talks to it on one connection. */
const limitedApi = async (t: ExecutionContext, given: Partial<HttpApiOptions> = {}) => {
  const clock = { ms: 0 };
  const { url, call, customer, close } = await runningApi(t, {
    now: () => clock.ms,
    authenticate: (token) => token,
    clientLimits: { ratePerSecond: 0.001, refusalDelayMs: 0 },
    ...given,
  });
  const client = await rawClient(url);
  t.teardown(() => client.socket.destroy());
  let parsed = 0;
  const onParsed = (message: unknown): void => {
    if (requestIn(message)?.socket.remotePort === client.socket.localPort) parsed += 1;
  };
  subscribe('http.server.request.start', onParsed);
  t.teardown(() => unsubscribe('http.server.request.start', onParsed));
  let answers = 0;
  /** The answer, and whether the request was parsed. */
  const ask = async (request: string) => {
    const before = parsed;
    answers += 1;
    client.send(request);
    const received = await client.until((text) => count(text, '\nKeep-Alive: ') === answers && text.endsWith('}'));
    const bytes = received.slice(received.search(/HTTP\/1\.1 \d{3} (?![^]*HTTP\/1\.1 \d{3} )/));
    return { ...lastAnswer(received), bytes, isParsed: parsed > before };
  };
  return { ask, call, customer, client, close, clock };
};

const withoutDate = (answer: string): string => answer.replace(/\r\nDate: [^\r]+/, '\r\nDate: …');

for (const corsOrigins of [[], ['https://crm.example']])
  test(`a client above its rate is refused unparsed with the same bytes as before, ${corsOrigins.length} origins listed`, async (t) => {
    const { ask } = await limitedApi(t, { corsOrigins });
    await ask(change('campaign', { body: JSON.stringify(move('SOHO')) }));
    const first = await ask(change('campaign'));
    t.deepEqual([first.status, first.isParsed], [429, true]);
    for (const body of ['{}', 'no JSON', JSON.stringify(move('BUSINESS'))]) {
      const next = await ask(change('campaign', { body, path: `${segment}?n=${body.length}` }));
      t.false(next.isParsed);
      t.is(withoutDate(next.bytes), withoutDate(first.bytes));
      t.regex(next.bytes, /\r\nDate: \w{3}, \d\d \w{3} \d{4} \d\d:\d\d:\d\d GMT\r\n/);
    }
  });

test('a request that is refused unparsed is reported and traced as one that is parsed', async (t) => {
  const answered: Array<Omit<AnsweredRequest, 'durationMs'>> = [];
  const traced: Array<BegunRequest> = [];
  const ended: Array<number> = [];
  const { ask } = await limitedApi(t, {
    onAnswered: ({ durationMs, ...request }) => {
      t.true(durationMs >= 0);
      answered.push(request);
    },
    traces: (request) => {
      traced.push(request);
      return { traceparent: request.traceparent, end: ({ status }) => void ended.push(status) };
    },
  });
  await ask(change('campaign'));
  const traceparent = (n: number) => [`traceparent: 00-${String(n).repeat(32)}-00f067aa0ba902b7-01`];
  t.true((await ask(change('campaign', { fields: traceparent(1) }))).isParsed);
  t.false((await ask(change('campaign', { fields: traceparent(2) }))).isParsed);
  const [, parsed, unparsed] = answered;
  t.is(answered.length, 3);
  t.deepEqual(unparsed, { ...parsed, operation: 'updateCustomerSegment', traceId: '2'.repeat(32) });
  t.deepEqual(traced[2], { ...traced[1], traceparent: `00-${'2'.repeat(32)}-00f067aa0ba902b7-01` });
  t.deepEqual(ended.slice(1), [429, 429]);
});

const others: Readonly<Record<string, readonly [string, number]>> = {
  'another token': [change('call-centre', { body: JSON.stringify(move('SOHO')) }), 200],
  'an unknown token': [change('stranger'), 401],
  'a longer token': [change('campaignx'), 401],
  'its token and another': [change('campaign', { fields: ['Authorization: Bearer stranger'] }), 429],
  'its token behind another': [
    change('stranger').replace('Content-Type', 'authorization: Bearer campaign\r\nContent-Type'),
    401,
  ],
  'no token': [change('campaign').replace('Authorization', 'X-Authorization'), 401],
  'a token in another letter case': [change('campaign').replace('Bearer', 'bearer'), 429],
  'a no-break space behind its token': [change('campaign\u00a0'), 401],
  'another path': [change('campaign', { path: '/v1/casm/customers/state' }), 429],
  'a path that is not served': [change('campaign', { path: '/v1/casm/nothing' }), 404],
  'another method': [change('campaign').replace('PUT', 'POST'), 405],
  'no Host': [change('campaign').replace('Host: casm\r\n', ''), 400],
  'a path and query that are too long': [change('campaign', { path: `${segment}?${'x'.repeat(9000)}` }), 414],
  'an origin': [change('campaign', { fields: ['Origin: https://crm.example'] }), 429],
};

for (const [what, [request, status]] of Object.entries(others))
  test(`a client above its rate that sends ${what} on the same connection is parsed`, async (t) => {
    const { ask } = await limitedApi(t, {
      authenticate: (token) => (['campaign', 'call-centre'].includes(token) ? token : null),
    });
    await ask(change('campaign'));
    t.is((await ask(change('campaign'))).status, 429);
    t.false((await ask(change('campaign'))).isParsed);
    const other = await ask(request);
    t.deepEqual([other.status, other.isParsed], [status, true]);
  });

test('a client that may send again is handled on the same connection', async (t) => {
  const { ask, customer, clock } = await limitedApi(t, { clientLimits: { ratePerSecond: 5, refusalDelayMs: 0 } });
  const body = (n: number): string =>
    JSON.stringify({ ...move('SOHO', `r-${n}`), customer: { refId: customer.refId } });
  const statuses: Array<number> = [];
  const deadline = Date.now() + 20_000;
  while (Date.now() < deadline && !(statuses.includes(429) && statuses.at(-1) === 200)) {
    clock.ms += 20;
    statuses.push((await ask(change('campaign', { body: body(statuses.length) }))).status);
  }
  t.deepEqual([statuses.includes(429), statuses.at(-1)], [true, 200]);
});

test('a token that is revoked while its client is above its rate is 401, soon by itself and at once where another connection was told', async (t) => {
  const revoked = new Set<string>();
  const { ask, call, clock } = await limitedApi(t, {
    authenticate: (token) => (revoked.has(token) ? null : token),
  });
  for (const token of ['silent', 'told']) {
    await ask(change(token));
    await ask(change(token));
    t.false((await ask(change(token))).isParsed);
    revoked.add(token);
    if (token === 'told')
      t.is((await call('PUT', segment, { headers: { authorization: 'Bearer told' }, body: move('SOHO') })).status, 401);
    const revokedAt = clock.ms;
    let answer = await ask(change(token));
    while (answer.status === 429 && token === 'silent' && clock.ms - revokedAt < 1000) {
      clock.ms += 100;
      answer = await ask(change(token));
    }
    t.is(answer.status, 401, token);
    t.true(clock.ms - revokedAt <= 500, `${clock.ms - revokedAt} ms`);
  }
});

test('a client whose requests all are in progress is refused unparsed until one has ended', async (t) => {
  const store = inMemoryStore({ catalogue: exampleCatalogue });
  let release = (): void => undefined;
  const held = new Promise<void>((resolve) => {
    release = resolve;
  });
  let reading = 0;
  const find: typeof store.customers.find = (ref) => async () => {
    reading += 1;
    await held;
    return store.customers.find(ref)();
  };
  const deps = { ...store, customers: { ...store.customers, find }, newId: numberedIds('id'), topicsFor: toTopics() };
  await anActiveCustomer(deps, { externalId: 'CRM-1' });
  const { ask, call } = await limitedApi(t, { deps, clientLimits: { concurrency: 1, refusalDelayMs: 0 } });
  const path = '/v1/casm/customers/read?externalId=CRM-1';
  const authorization = 'Bearer campaign';
  const running = call('GET', path, { headers: { authorization } });
  const deadline = Date.now() + 20_000;
  while (reading === 0 && Date.now() < deadline) await new Promise((resolve) => setImmediate(resolve));
  const read = get(path, `Authorization: ${authorization}`);
  const [first, second] = [await ask(read), await ask(read)];
  t.deepEqual([first.status, first.isParsed, second.isParsed], [429, true, false]);
  t.is(withoutDate(second.bytes), withoutDate(first.bytes));
  release();
  t.is((await running).status, 200);
  const last = await ask(read);
  t.deepEqual([last.status, last.isParsed], [200, true]);
});

/** An API that delays its repeated refusals, and a client whose last request is being refused with a delay. */
const delayingApi = async (t: ExecutionContext, refusalDelayMs: number) => {
  let begun = 0;
  const answered: Array<number> = [];
  const api = await limitedApi(t, {
    authenticate: (token) => (token === 'campaign' ? token : null),
    clientLimits: { ratePerSecond: 0.001, refusalDelayMs },
    traces: ({ traceparent }) => {
      begun += 1;
      return { traceparent, end: ({ status }) => void answered.push(status) };
    },
  });
  await api.ask(change('campaign'));
  await api.ask(change('campaign'));
  const since = performance.now();
  api.client.send(change('campaign'));
  await waitFor('the third request', () => begun === 3);
  const { length } = api.client.received();
  /** What has arrived since, with the time that it took. */
  const arrived = async (answers: number) => {
    const received = await api.client.until((text) => count(text.slice(length), '\nKeep-Alive: ') === answers);
    const statuses = Array.from(received.slice(length).matchAll(/HTTP\/1\.1 (\d{3})/g), ([, status]) => Number(status));
    return { statuses, ms: performance.now() - since };
  };
  return { ...api, answered, arrived };
};

test('a client that sends again at once after a refusal waits for its answer, and its connection is not read meanwhile', async (t) => {
  const { client, call, answered, arrived } = await delayingApi(t, 1000);
  client.send(change('stranger'));
  const other = await call('PUT', segment, { headers: { authorization: 'Bearer stranger' }, body: move('SOHO') });
  t.is(other.status, 401, 'other connections are read');
  t.deepEqual(answered.slice(2), [401]);
  const { statuses, ms } = await arrived(2);
  t.deepEqual(statuses, [429, 401]);
  t.true(ms >= 500, `${ms} ms`);
});

test('a delayed answer is sent when the server closes', async (t) => {
  const { close, answered, arrived } = await delayingApi(t, 120_000);
  await close();
  t.deepEqual((await arrived(1)).statuses, [429]);
  t.deepEqual(answered.slice(2), [429]);
});

test('a request whose client leaves during the delay is reported nevertheless', async (t) => {
  const { client, close, answered } = await delayingApi(t, 120_000);
  client.socket.resetAndDestroy();
  await close();
  t.deepEqual(answered.slice(2), [429]);
});
