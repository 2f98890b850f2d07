import { once } from 'node:events';
import { exampleCatalogue, inMemoryStore } from '@casm/core/testing';
import test, { type ExecutionContext } from 'ava';
import { ordersApp } from '../own-koa-app/app.js';

const running = async (t: ExecutionContext) => {
  const app = ordersApp(inMemoryStore({ catalogue: exampleCatalogue }), t.log);
  const server = app.listen(0, '127.0.0.1');
  await once(server, 'listening');
  t.teardown(() => server.close());
  const address = server.address();
  const port = typeof address === 'object' && address !== null ? address.port : 0;
  return async (method: string, path: string, key: string, body?: unknown) => {
    const headers = { 'x-api-key': key, 'content-type': 'application/json', connection: 'close' };
    const sent = body === undefined ? {} : { body: JSON.stringify(body) };
    const response = await fetch(`http://127.0.0.1:${port}${path}`, { method, headers, ...sent });
    return { status: response.status, headers: response.headers, text: await response.text() };
  };
};

const create = { requestId: 'c-1', externalId: 'CRM-1', customerProfile: 'b2b' };

test('the CRM writes and reads, billing reads only, and nobody else gets in', async (t) => {
  const call = await running(t);
  t.is((await call('POST', '/crm/v1/casm/customers', 'key-of-billing', create)).status, 403);
  const nobody = await call('POST', '/crm/v1/casm/customers', 'stolen', create);
  t.deepEqual([nobody.status, nobody.headers.get('www-authenticate')], [401, 'ApiKey']);
  const created = await call('POST', '/crm/v1/casm/customers', 'key-of-the-crm', create);
  t.is(created.status, 201);
  t.is((await call('GET', created.headers.get('location') ?? '', 'key-of-billing')).status, 200);
});

test('the routes of the application are as they were', async (t) => {
  const call = await running(t);
  t.is((await call('GET', '/orders', '')).text, '{"orders":[]}');
  t.deepEqual(
    [(await call('GET', '/nothing', '')).status, (await call('GET', '/nothing', '')).text],
    [404, 'Not Found'],
  );
});
