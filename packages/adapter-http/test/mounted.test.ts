import { toTopics, WiringDefect } from '@casm/core';
import { exampleCatalogue, inMemoryStore, numberedIds } from '@casm/core/testing';
import test, { type ExecutionContext } from 'ava';
import Koa from 'koa';
import { type Access, type AccessRequest, httpApi, httpMiddleware, type HttpApiOptions, serve } from '../src/index.js';
import { isObject } from './described.js';
import { move } from './running-api.js';

const options = (given: Partial<HttpApiOptions> = {}): HttpApiOptions => ({
  deps: { ...inMemoryStore({ catalogue: exampleCatalogue }), newId: numberedIds('id'), topicsFor: toTopics() },
  access: () => ({ client: 'crm' }),
  onFailure: () => undefined,
  onDefect: () => undefined,
  ...given,
});

/** An application of somebody else's with a page at /orders and an error of its own at /broken, and the API among them. */
const hosted = async (
  t: ExecutionContext,
  given: Partial<HttpApiOptions> = {},
  before: ReadonlyArray<Koa.Middleware> = [],
) => {
  const defects: Array<unknown> = [];
  const errors: Array<unknown> = [];
  const app = new Koa();
  app.on('error', (error) => errors.push(error));
  for (const middleware of before) app.use(middleware);
  app.use(httpMiddleware(options({ onDefect: (defect) => defects.push(defect), ...given })));
  app.use(async (ctx, next) => {
    if (ctx.path.endsWith('/broken')) throw new Error('of the host');
    await next();
    if (ctx.path !== '/orders') return;
    ctx.set('Cache-Control', 'max-age=60');
    ctx.body = 'orders';
  });
  const server = await serve(app, { host: '127.0.0.1', port: 0, onDefect: (defect) => defects.push(defect) });
  t.teardown(() => server.close(0));
  const call = async (method: string, path: string, body?: unknown) => {
    const response = await fetch(`${server.url}${path}`, {
      method,
      headers: { connection: 'close', 'content-type': 'application/json', authorization: 'Key k-1' },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    });
    const text = await response.text();
    const isJson = response.headers.get('content-type')?.includes('json') === true;
    const json: unknown = isJson ? JSON.parse(text) : null;
    return { status: response.status, headers: response.headers, text, json };
  };
  return { call, defects, errors };
};

const create = { requestId: 'c-1', externalId: 'CRM-1', customerProfile: 'b2b' };

test('under a prefix the API is served, and Location and the document follow it', async (t) => {
  const { call } = await hosted(t, { prefix: '/crm', readiness: () => ({ ready: true }) });
  const created = await call('POST', '/crm/v1/casm/customers', create);
  t.is(created.status, 201);
  const location = created.headers.get('location') ?? '';
  t.regex(location, /^\/crm\/v1\/casm\/customers\/read\?refId=/);
  t.is((await call('GET', location)).status, 200);
  const segment = await call('POST', '/crm/v1/casm/customer-segments', { requestId: 's-1', code: 'VIP', name: 'VIP' });
  t.is(segment.headers.get('location'), '/crm/v1/casm/customer-segments/VIP');
  const { json } = await call('GET', '/crm/openapi.json');
  t.deepEqual(isObject(json) ? json['servers'] : null, [{ url: '/crm', description: 'This installation.' }]);
  t.is((await call('GET', '/crm/livez')).status, 200);
  t.is((await call('GET', '/v1/casm/customers')).status, 404);
});

test('the same application on its own has the prefix too', async (t) => {
  const server = await serve(httpApi(options({ prefix: '/crm' })), { host: '127.0.0.1', port: 0, onDefect: t.log });
  t.teardown(() => server.close(0));
  t.is((await fetch(`${server.url}/crm/v1/casm/customers`)).status, 200);
  t.is((await fetch(`${server.url}/v1/casm/customers`)).status, 404);
});

test('a prefix that is no path is a defect of the wiring', (t) => {
  for (const prefix of ['crm', '/crm/', '/', '/:id', '/crm?x'])
    t.throws(() => httpApi(options({ prefix })), { instanceOf: WiringDefect }, prefix);
});

test('other routes keep their answers, headers and errors', async (t) => {
  const { call, defects, errors } = await hosted(t, { prefix: '/crm' });
  const orders = await call('GET', '/orders');
  t.deepEqual([orders.text, orders.headers.get('cache-control')], ['orders', 'max-age=60']);
  t.is(orders.headers.get('x-content-type-options'), null);
  for (const path of ['/nothing', '/crm', '/crm/nothing', '/openapi.json', '/crmv1/casm/customers']) {
    const reply = await call('GET', path);
    t.deepEqual([reply.status, reply.text], [404, 'Not Found'], path);
  }
  const broken = await call('GET', '/crm/broken');
  t.deepEqual([broken.status, broken.text], [500, 'Internal Server Error']);
  t.deepEqual([errors.map(String), defects], [['Error: of the host'], []]);
});

test('what nobody serves below the base of the API is a problem of the API', async (t) => {
  const { call } = await hosted(t, { prefix: '/crm' });
  const unknown = await call('GET', '/crm/v1/casm/nothing');
  t.like(unknown.json, { type: 'urn:casm:problem:no-such-route', detail: 'GET /crm/v1/casm/nothing is not served.' });
  const method = await call('DELETE', '/crm/v1/casm/customers/segment');
  t.deepEqual([method.status, method.headers.get('allow')], [405, 'PUT']);
});

test('a defect of the API is answered by the API, and the host does not hear of it', async (t) => {
  const { customers, ...store } = inMemoryStore({ catalogue: exampleCatalogue });
  const find = () => {
    throw new Error('a defect');
  };
  const deps = { ...store, customers: { ...customers, find }, newId: numberedIds('id'), topicsFor: toTopics() };
  const { call, defects, errors } = await hosted(t, { deps });
  const reply = await call('GET', '/v1/casm/customers/read?refId=x');
  t.like(reply.json, { type: 'urn:casm:problem:internal-error' });
  t.deepEqual([defects.length, errors.length], [1, 0]);
});

test('access is asked about the operation, the headers and the state of the host, and says who calls', async (t) => {
  const asked: Array<unknown> = [];
  const access = async ({ operation, header, state }: AccessRequest): Promise<Access> => {
    asked.push([operation, header('authorization'), header('x-nothing'), state['user']]);
    return { client: 'billing' };
  };
  const { call } = await hosted(t, { access }, [
    (ctx, next) => {
      ctx.state['user'] = 'ada';
      return next();
    },
  ]);
  t.like((await call('POST', '/v1/casm/customers', create)).json, { initiator: 'billing' });
  t.deepEqual(asked, [['createCustomer', 'Key k-1', '', 'ada']]);
});

test('a refusal is a 403 or a 401 with the challenge of the host, and nothing is done', async (t) => {
  const refusals: ReadonlyArray<[Access, number, string, string | null]> = [
    [{ refused: 'forbidden' }, 403, 'forbidden', null],
    [{ refused: 'unauthenticated' }, 401, 'unauthorized', 'Bearer realm="casm"'],
    [{ refused: 'unauthenticated', challenge: 'Key realm="crm"' }, 401, 'unauthorized', 'Key realm="crm"'],
  ];
  for (const [answer, status, name, challenge] of refusals) {
    const store = inMemoryStore({ catalogue: exampleCatalogue });
    const deps = { ...store, newId: numberedIds('id'), topicsFor: toTopics() };
    const { call, defects } = await hosted(t, { deps, access: async () => answer });
    const reply = await call('POST', '/v1/casm/customers', create);
    t.deepEqual([reply.status, reply.headers.get('www-authenticate')], [status, challenge]);
    t.like(reply.json, { type: `urn:casm:problem:${name}` });
    t.deepEqual(await store.customers.find({ externalId: 'CRM-1' })(), { _tag: 'Right', right: { _tag: 'None' } });
    t.deepEqual(defects, []);
  }
});

/** Whatever an embedder in JavaScript may answer, whom no compiler holds back. */
function untyped<A>(value: unknown): A;
function untyped(value: unknown): unknown {
  return value;
}

test('access fails closed: what is no answer lets nobody in, and what throws, rejects or never ends is a 503', async (t) => {
  const rubbish = [
    null,
    undefined,
    true,
    'crm',
    {},
    { client: '' },
    { client: 7 },
    { client: 'crm', refused: 'later' },
  ];
  for (const value of rubbish) {
    const { call, defects } = await hosted(t, { access: () => untyped<Access>(value) });
    const reply = await call('GET', '/v1/casm/customers');
    t.deepEqual([reply.status, defects.length], [401, 1], JSON.stringify(value));
  }
  const failing: ReadonlyArray<() => Promise<Access>> = [
    () => {
      throw new Error('thrown');
    },
    () => Promise.reject(new Error('rejected')),
    () => new Promise(() => undefined),
  ];
  for (const access of failing) {
    const { call, defects } = await hosted(t, { access, timeoutMs: 50 });
    const reply = await call('GET', '/v1/casm/customers');
    t.like(reply.json, { status: 503, type: 'urn:casm:problem:authentication-unavailable' });
    t.is(defects.length, 1);
  }
});

test('an API that knows two ways of access, or none, is not made', (t) => {
  t.throws(() => httpApi(options({ authenticate: () => 'crm' })), { instanceOf: WiringDefect });
  const { access: _, ...neither } = options();
  t.throws(() => httpApi(neither), { instanceOf: WiringDefect });
});

test('behind a body parser of the host a change is taken, with the text where the parser keeps it', async (t) => {
  const parser: Koa.Middleware = async (ctx, next) => {
    let text = '';
    for await (const piece of ctx.req) text += String(piece);
    const body: unknown = JSON.parse(text);
    Object.assign(ctx.request, { body, rawBody: text });
    await next();
  };
  const { call } = await hosted(t, {}, [parser]);
  t.is((await call('POST', '/v1/casm/customers', create)).status, 201);
  t.is((await call('PUT', '/v1/casm/customers/segment', move('SOHO'))).status, 200);
});
