import { toTopics, WiringDefect } from '@casm/core';
import { exampleCatalogue, inMemoryStore, numberedIds } from '@casm/core/testing';
import test from 'ava';
import { httpApi } from '../src/index.js';
import { move, runningApi, segment } from './running-api.js';

const console_ = 'https://crm.example';
const local = 'http://localhost:5173';

const ofCors = (headers: Headers): Readonly<Record<string, string>> =>
  Object.fromEntries([...headers].filter(([name]) => name.startsWith('access-control-')));

const preflight = (origin: string, method = 'PUT') => ({
  headers: {
    origin,
    authorization: '',
    'access-control-request-method': method,
    'access-control-request-headers': 'authorization,content-type',
  },
});

test('by default nothing is said of origins', async (t) => {
  const { call } = await runningApi(t);
  const read = await call('GET', '/v1/casm/customers', { headers: { origin: console_ } });
  t.deepEqual([read.status, ofCors(read.headers), read.headers.get('vary')], [200, {}, null]);
  const asked = await call('OPTIONS', segment, preflight(console_));
  t.deepEqual(ofCors(asked.headers), {});
});

test('a preflight request of a listed origin is answered without a token, and nobody is asked who it is', async (t) => {
  let asked = 0;
  const { call } = await runningApi(t, {
    corsOrigins: [console_, local],
    authenticate: () => {
      asked += 1;
      return 'crm';
    },
  });
  for (const origin of [console_, local]) {
    const { status, headers, text } = await call('OPTIONS', segment, preflight(origin));
    t.deepEqual([status, text], [204, '']);
    t.deepEqual(ofCors(headers), {
      'access-control-allow-origin': origin,
      'access-control-allow-methods': 'GET,POST,PUT',
      'access-control-allow-headers':
        'Authorization,Content-Encoding,Content-Type,If-Match,If-None-Match,Prefer,traceparent,tracestate',
      'access-control-max-age': '600',
    });
    t.is(headers.get('vary'), 'Origin');
  }
  t.is(asked, 0);
});

test('a listed origin may read every answer, refused ones too, with the headers that the document describes', async (t) => {
  const { call } = await runningApi(t, { corsOrigins: [console_] });
  const headers = { origin: console_ };
  const answers = [
    await call('PUT', segment, { body: move('SOHO'), headers }),
    await call('GET', '/v1/casm/customers/read?externalId=CRM-404', { headers }),
    await call('GET', '/v1/casm/customers', { headers: { ...headers, authorization: 'Bearer wrong' } }),
    await call('GET', '/v1/nothing', { headers }),
  ];
  t.deepEqual(
    answers.map(({ status }) => status),
    [200, 404, 401, 404],
  );
  for (const answer of answers) {
    t.is(answer.headers.get('access-control-allow-origin'), console_);
    t.is(answer.headers.get('access-control-allow-credentials'), null);
    const exposed = answer.headers.get('access-control-expose-headers')?.split(',') ?? [];
    for (const name of ['ETag', 'Location', 'Retry-After', 'RateLimit', 'RateLimit-Policy', 'Idempotency-Replayed'])
      t.true(exposed.includes(name), name);
  }
});

test('another origin is told nothing, however much it looks like a listed one', async (t) => {
  const { call } = await runningApi(t, { corsOrigins: [console_, local] });
  const others = [
    'https://evil.example',
    'http://crm.example',
    'https://crm.example:8443',
    'https://crm.example.evil.example',
    'https://evil.example/https://crm.example',
    'https://CRM.example',
    'http://localhost:51730',
    'null',
    '*',
    '',
  ];
  for (const origin of others) {
    const asked = await call('OPTIONS', segment, preflight(origin));
    t.deepEqual(ofCors(asked.headers), {}, `preflight of ${origin}`);
    const read = await call('GET', '/v1/casm/customers', { headers: { origin } });
    t.deepEqual(ofCors(read.headers), {}, origin);
    t.is(read.headers.get('vary'), 'Origin', 'a cache keeps the answers of origins apart');
  }
});

test('a list with what is no origin is refused: there is no wildcard', (t) => {
  const deps = { ...inMemoryStore({ catalogue: exampleCatalogue }), newId: numberedIds('id'), topicsFor: toTopics() };
  for (const wrong of ['*', 'null', 'crm.example', `${console_}/`, `${console_}/path`, 'ftp://crm.example', ''])
    t.throws(
      () =>
        httpApi({
          deps,
          corsOrigins: [console_, wrong],
          authenticate: () => 'crm',
          onFailure: () => undefined,
          onDefect: () => undefined,
        }),
      { instanceOf: WiringDefect },
      wrong,
    );
});
