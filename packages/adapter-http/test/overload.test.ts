import test from 'ava';
import Koa from 'koa';
import { serve } from '../src/index.js';

/** A server that takes nothing in, before an application that answers everything. */
const overloadedServer = async () => {
  const handled: Array<string> = [];
  const app = new Koa();
  app.use((ctx) => {
    handled.push(`${ctx.method} ${ctx.path}`);
    ctx.body = 'handled';
  });
  const server = await serve(app, { host: '127.0.0.1', port: 0, admits: () => false, onDefect: () => undefined });
  return { server, handled };
};

test('a write that would not be taken in is 503 overloaded with Retry-After, before anything is done for it', async (t) => {
  const { server, handled } = await overloadedServer();
  t.teardown(() => server.close(1000));
  for (const method of ['PUT', 'POST']) {
    const response = await fetch(`${server.url}/v1/casm/customers`, { method, body: '{' });
    t.is(response.status, 503);
    t.is(response.headers.get('Retry-After'), '1');
    t.is(response.headers.get('Content-Type'), 'application/problem+json');
    t.like(await response.json(), { type: 'urn:casm:problem:overloaded', status: 503 });
  }
  t.deepEqual(handled, []);
});

test('reads are served while writes are refused, on the same connection', async (t) => {
  const { server, handled } = await overloadedServer();
  t.teardown(() => server.close(1000));
  await (await fetch(server.url, { method: 'PUT', body: 'x'.repeat(100_000) })).text();
  t.is(await (await fetch(`${server.url}/read`)).text(), 'handled');
  t.deepEqual(handled, ['GET /read']);
});
