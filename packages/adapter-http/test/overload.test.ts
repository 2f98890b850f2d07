import { subscribe, unsubscribe } from 'node:diagnostics_channel';
import test from 'ava';
import Koa from 'koa';
import { serve } from '../src/index.js';
import { count, get, lastAnswer, rawClient } from './raw-client.js';
import { requestIn } from './request-in.js';

/** A server that admits no change, in front of an application that answers every request. */
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

test('a write that would not be admitted is 503 overloaded with Retry-After, before any work for it', async (t) => {
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

const put = (path: string): string => `PUT ${path} HTTP/1.1\r\nHost: casm\r\nContent-Length: 7\r\n\r\n{"a":1}`;

test('while changes are refused, those that arrive complete are answered unparsed, in order, and the connection stays open', async (t) => {
  let admits = false;
  const app = new Koa();
  app.use((ctx) => {
    ctx.body = `handled ${ctx.path}`;
  });
  const server = await serve(app, { host: '127.0.0.1', port: 0, admits: () => admits, onDefect: () => undefined });
  t.teardown(() => server.close(1000));
  let parsed = 0;
  const onParsed = (message: unknown): void => {
    if (requestIn(message)?.url === '/refused') parsed += 1;
  };
  subscribe('http.server.request.start', onParsed);
  t.teardown(() => unsubscribe('http.server.request.start', onParsed));
  const { send, until, socket } = await rawClient(server.url);
  t.teardown(() => socket.destroy());

  for (let sent = 1; sent <= 3; sent += 1) {
    send(put('/refused'));
    const received = await until((text) => count(text, 'HTTP/1.1 503') === sent && text.endsWith('}'));
    t.like(lastAnswer(received), { status: 503, json: { type: 'urn:casm:problem:overloaded', status: 503 } });
    const answer = received.slice(received.lastIndexOf('HTTP/1.1'));
    for (const field of [
      'Date: ',
      'Connection: keep-alive',
      'Keep-Alive: timeout=75',
      'Retry-After: 1',
      'Content-Type: application/problem+json',
    ])
      t.true(answer.includes(field), `${sent}: ${field}`);
  }
  t.is(parsed, 1, 'the first only');
  t.is(server.status().requests.refused, 3);

  send(get('/read'));
  await until((text) => text.endsWith('handled /read'));
  admits = true;
  send(put('/taken'));
  await until((text) => text.endsWith('handled /taken'));
});

test('the continuation of a request is not taken for a request', async (t) => {
  const { server, handled } = await overloadedServer();
  t.teardown(() => server.close(1000));
  const [client, other] = [await rawClient(server.url), await rawClient(server.url)];
  t.teardown(() => [client, other].forEach(({ socket }) => socket.destroy()));
  client.socket.setNoDelay(true);
  /** Sends, and waits until the server has read it: another client that sends afterwards has been answered. */
  const inAPieceOfItsOwn = async (piece: string): Promise<void> => {
    client.send(piece);
    const before = count(other.received(), 'handled');
    other.send(get('/other'));
    await other.until((text) => count(text, 'handled') > before);
  };
  await inAPieceOfItsOwn(get('/first'));
  await client.until((text) => count(text, 'handled') === 1);
  await inAPieceOfItsOwn('GET /second HTTP/1.1\r\nHost: casm\r\nX-Looks-Like: ');
  await inAPieceOfItsOwn(put('/smuggled'));
  client.send(get('/third'));
  const received = await client.until((text) => /HTTP\/1.1 [45]/.test(text) || count(text, 'handled') === 3);
  t.false(received.includes('HTTP/1.1 503'), received);
  t.deepEqual(
    handled.filter((request) => request !== 'GET /other'),
    ['GET /first', 'GET /second', 'GET /third'],
  );
});
