import { subscribe, unsubscribe } from 'node:diagnostics_channel';
import type { IncomingMessage } from 'node:http';
import test, { type ExecutionContext } from 'ava';
import Koa from 'koa';
import { serve, type ServeOptions } from '../src/index.js';
import { collectGarbage } from './collect-garbage.js';
import { count, get, lastAnswer, rawClient } from './raw-client.js';
import { requestIn } from './request-in.js';
import { waitFor } from './wait-for.js';

/** A gate that a test opens to let waiting code continue. */
const gate = () => {
  let open = (): void => undefined;
  const opened = new Promise<void>((resolve) => {
    open = resolve;
  });
  return { opened, open: () => open() };
};

/**
 * A server whose application answers with the path, or with the received body. A path with `wait` is answered when the
 * gate is opened.
 */
const serving = async (t: ExecutionContext, given: Partial<ServeOptions> = {}) => {
  const wait = gate();
  const seen: Array<string> = [];
  let [now, atOnce] = [0, 0];
  const app = new Koa();
  app.silent = true;
  app.use(async (ctx) => {
    seen.push(ctx.url);
    now += 1;
    atOnce = Math.max(atOnce, now);
    if (ctx.url.includes('wait')) await wait.opened;
    else await new Promise((resolve) => setImmediate(resolve));
    ctx.body = ctx.url;
    if (ctx.method === 'POST') {
      let text = '';
      for await (const piece of ctx.req) text += String(piece);
      ctx.body = text;
    }
    now -= 1;
  });
  const server = await serve(app, { host: '127.0.0.1', port: 0, onDefect: () => undefined, ...given });
  t.teardown(() => server.close(0));
  const client = async () => {
    const made = await rawClient(server.url);
    t.teardown(() => made.socket.destroy());
    return made;
  };
  return { server, client, seen, wait, atOnce: () => atOnce };
};

const post = (path: string, body: string, ...fields: ReadonlyArray<string>): string =>
  [`POST ${path} HTTP/1.1`, 'Host: casm', `Content-Length: ${body.length}`, ...fields, '', body].join('\r\n');

test('pipelined requests are answered in order, one at a time', async (t) => {
  const { client, seen, atOnce } = await serving(t);
  const { send, until } = await client();
  const paths = Array.from({ length: 500 }, (_, n) => `/${n}`);
  send(paths.map((path, n) => (n % 2 === 0 ? get(path) : post(path, `body of ${path}\r\n\r\n`))).join(''));
  const received = await until((text) => count(text, 'HTTP/1.1 200') === 500 && text.includes('/499\r\n\r\n'));
  t.deepEqual(seen, paths);
  t.is(atOnce(), 1);
  const order = [...received.matchAll(/\r\n\r\n(?:body of )?\/(\d+)/g)].map(([, n]) => Number(n));
  t.deepEqual(
    order,
    paths.map((_, n) => n),
  );
});

test('behind a request in progress one pipelined request is parsed, and the others in their turn', async (t) => {
  const { client, seen, wait } = await serving(t);
  const parsed: Array<unknown> = [];
  const onParsed = (message: unknown): void => {
    if (requestIn(message)?.url === '/next') parsed.push(message);
  };
  subscribe('http.server.request.start', onParsed);
  t.teardown(() => unsubscribe('http.server.request.start', onParsed));
  const [flood, other] = [await client(), await client()];
  flood.send(get('/wait'), get('/next').repeat(100_000));
  await flood.until(() => parsed.length > 0);
  for (const path of ['/a', '/b', '/c']) {
    other.send(get(path));
    await other.until((text) => text.endsWith(path));
  }
  t.is(parsed.length, 1);
  t.deepEqual(seen, ['/wait', '/a', '/b', '/c']);
  wait.open();
  await flood.until((text) => count(text, '/next') >= 1000);
});

test('bodies arrive complete, regardless of their fragmentation', async (t) => {
  const { client } = await serving(t);
  const { send, until } = await client();
  const whole = post('/', 'first\r\n\r\nsecond') + post('/', '', 'X-Empty: yes') + get('/last');
  for (const byte of whole) send(byte);
  t.regex(await until((text) => text.endsWith('/last')), /first\r\n\r\nsecond/);
  send(
    'POST /chunks HTTP/1.1\r\nHost: casm\r\nTransfer-Encoding: chunked\r\n\r\n4\r\n\r\n\r\n\r\n2\r\nab\r\n0\r\n\r\n',
    get('/end'),
  );
  t.regex(await until((text) => text.endsWith('/end')), /\r\n\r\n\r\n\r\nab/);
});

test('at the connection limit the longest idle connection is closed, and never one in use', async (t) => {
  const { client, server, wait } = await serving(t, { limits: { connections: 3 } });
  const [busy, used, unused] = [await client(), await client(), await client()];
  busy.send(get('/wait'));
  used.send(get('/used'));
  await used.until((text) => text.endsWith('/used'));
  const fourth = await client();
  fourth.send(get('/fourth'));
  await fourth.until((text) => text.endsWith('/fourth'));
  t.is(await unused.closed(), '');
  fourth.send(get('/wait'));
  used.send(get('/wait'));
  await used.until(() => server.status().requests.reads === 3);
  t.is(await (await client()).closed(), '');
  t.deepEqual(server.status().connections, { open: 3, evicted: 1, refused: 1 });
  wait.open();
  for (const { until } of [busy, used, fourth]) await until((text) => text.endsWith('/wait'));
});

test('a change beyond the limit is 503 before the application sees it, a read waits, an urgent path is answered', async (t) => {
  const limits = { changes: 1, reads: 1, waitingReads: 1 };
  const { client, seen, wait, server } = await serving(t, { limits, urgentPaths: ['/livez'] });
  const [change, surplus, read, waiting, refused] = await Promise.all([
    client(),
    client(),
    client(),
    client(),
    client(),
  ]);
  change.send(post('/wait', 'change'));
  read.send(get('/wait'));
  await change.until(() => seen.length === 2);
  surplus.send(post('/surplus', 'x'));
  const answer = await surplus.until((text) => text.includes('}'));
  t.regex(answer, /^HTTP\/1.1 503 .*\r\n(.*\r\n)*Retry-After: 1\r\n/);
  t.like(lastAnswer(answer), { status: 503, json: { type: 'urn:casm:problem:overloaded', status: 503 } });
  waiting.send(get('/waiting'));
  await waiting.until(() => server.status().requests.waiting === 1);
  refused.send(get('/refused'));
  await refused.until((text) => text.startsWith('HTTP/1.1 503'));
  refused.send(get('/livez'));
  await refused.until((text) => text.endsWith('/livez'));
  t.deepEqual(seen, ['/wait', '/wait', '/livez']);
  t.deepEqual(server.status().requests, { changes: 1, reads: 1, waiting: 1, refused: 2 });
  wait.open();
  await waiting.until((text) => text.endsWith('/waiting'));
  t.regex(await change.until((text) => text.endsWith('change')), /^HTTP\/1.1 200/);
});

test('a read that has waited for its time is 503 before the application sees it, and one whose turn comes is handled', async (t) => {
  const { client, seen, wait, server } = await serving(t, { limits: { reads: 1, readWaitMs: 1000 } });
  const [first, second, gone] = await Promise.all([client(), client(), client()]);
  first.send(get('/wait'));
  await first.until(() => seen.length === 1);
  gone.send(get('/left'));
  await gone.until(() => server.status().requests.waiting === 1);
  gone.socket.destroy();
  await second.until(() => server.status().connections.open === 2);
  second.send(get('/late'));
  const answer = await second.until((text) => text.includes('}'));
  t.regex(answer, /^HTTP\/1.1 503 .*\r\n(.*\r\n)*Retry-After: 1\r\n/);
  t.like(lastAnswer(answer), { status: 503, json: { type: 'urn:casm:problem:overloaded', status: 503 } });
  second.send(get('/again'));
  await second.until(() => server.status().requests.waiting === 1);
  wait.open();
  await second.until((text) => text.endsWith('/again'));
  t.deepEqual(seen, ['/wait', '/again']);
  t.is(server.status().requests.refused, 1, 'who has left is not refused');
});

test('a disconnected client releases its slot, and its waiting request is not handled', async (t) => {
  const { client, seen, wait, server } = await serving(t, { limits: { reads: 1 } });
  const [first, second, third] = await Promise.all([client(), client(), client()]);
  first.send(get('/wait'));
  await first.until(() => seen.length === 1);
  second.send(get('/left'));
  await second.until(() => server.status().requests.waiting === 1);
  second.socket.destroy();
  await third.until(() => server.status().connections.open === 2);
  third.send(get('/third'));
  await third.until(() => server.status().requests.waiting === 2);
  wait.open();
  await third.until((text) => text.endsWith('/third'));
  t.deepEqual(seen, ['/wait', '/third']);
});

const slow = { headersMs: 1000, requestMs: 1500 };

test('a header, a body and a chunk that never come are 408 in time', async (t) => {
  const { client } = await serving(t, { limits: slow });
  const pieces = [
    'GET / HTTP/1.1\r\nHost: ca',
    'POST / HTTP/1.1\r\nHost: casm\r\nContent-Length: 10\r\n\r\nhalf',
    'POST / HTTP/1.1\r\nHost: casm\r\nTransfer-Encoding: chunked\r\n\r\nff\r\nhalf',
    'POST / HTTP/1.1\r\nHost: casm\r\nTransfer-Encoding: chunked\r\n\r\n4\r\nhalf\r\n',
  ];
  for (const piece of pieces) {
    const { send, closed } = await client();
    send(piece);
    t.like(lastAnswer(await closed()), { status: 408, json: { type: 'urn:casm:problem:request-timeout' } }, piece);
  }
});

test('a connection without a request is closed without an answer', async (t) => {
  const { client } = await serving(t, { limits: slow });
  t.is(await (await client()).closed(), '');
});

test('a client that does not read its answers is disconnected', async (t) => {
  const { client, server } = await serving(t, { limits: { inactiveMs: 300 } });
  const [{ send, socket }, another] = await Promise.all([client(), client()]);
  await another.until(() => server.status().connections.open === 2);
  socket.pause();
  send(post('/', 'x'.repeat(16 * 1024 * 1024)));
  await another.until(() => server.status().connections.open === 1);
  // The slot is free. A paused client does not notice that from Node 24 on.
  t.is(server.status().connections.open, 1);
});

test('input that is not HTTP, or too large, is a problem', async (t) => {
  const { client } = await serving(t, { limits: { headerBytes: 4096, targetBytes: 1000 } });
  const cases: ReadonlyArray<[string, number, string]> = [
    ['NONSENSE\r\n\r\n', 400, 'malformed-request'],
    ['GET / HTTP/1.1\r\nHost: casm\r\nContent-Length: x\r\n\r\n', 400, 'malformed-request'],
    ['GET / HTTP/1.1\r\nConnection: close\r\n\r\n', 400, 'malformed-request'],
    [get(`/${'x'.repeat(1000)}`, 'Connection: close'), 414, 'uri-too-long'],
    [get('/', `X-Long: ${'x'.repeat(5000)}`), 431, 'header-fields-too-large'],
    [get('/', 'Expect: miracles', 'Connection: close'), 417, 'expectation-failed'],
    ['CONNECT example.com:443 HTTP/1.1\r\nHost: example.com\r\n\r\n', 501, 'not-implemented'],
  ];
  for (const [bytes, status, name] of cases) {
    const { send, closed } = await client();
    send(bytes);
    const received = await closed();
    t.regex(received, /\r\nContent-Type: application\/problem\+json\r\n/, bytes);
    t.like(lastAnswer(received), { status, json: { type: `urn:casm:problem:${name}`, status } }, bytes);
  }
});

test('unparsable input is answered after the requests before it', async (t) => {
  const { client, wait } = await serving(t);
  const { send, until, closed, received } = await client();
  send(get('/wait'), get('/second'), 'NONSENSE\r\n\r\n', get('/never'));
  t.is(received(), '');
  wait.open();
  await until((text) => text.includes('/second'));
  const all = await closed();
  t.deepEqual(
    [...all.matchAll(/HTTP\/1.1 (\d+)/g)].map(([, status]) => status),
    ['200', '200', '400'],
  );
});

test('a body announced with Expect is requested, unless the request is refused', async (t) => {
  const { client, wait, seen } = await serving(t, { limits: { changes: 1 } });
  const head = (path: string) =>
    `POST ${path} HTTP/1.1\r\nHost: casm\r\nContent-Length: 4\r\nExpect: 100-continue\r\n\r\n`;
  const [first, second] = [await client(), await client()];
  first.send(head('/wait'));
  await first.until((text) => text === 'HTTP/1.1 100 Continue\r\n\r\n');
  second.send(head('/second'));
  t.regex(await second.closed(), /^HTTP\/1.1 503 /);
  t.deepEqual(seen, ['/wait']);
  wait.open();
  first.send('body');
  await first.until((text) => text.endsWith('body'));
});

test('while draining, the server accepts connections, serves them and closes each with its next answer', async (t) => {
  const { client, server, wait } = await serving(t);
  const [busy, idle] = [await client(), await client()];
  busy.send(get('/wait'));
  idle.send(get('/before'));
  await idle.until((text) => text.endsWith('/before'));
  t.regex(idle.received(), /Connection: keep-alive/);
  const drained = server.drain(50);
  const late = await client();
  late.send(get('/late'));
  idle.send(get('/after'));
  wait.open();
  for (const { closed } of [busy, idle, late]) t.regex(await closed(), /Connection: close\r\n(.*\r\n)*\r\n\/\w+$/);
  await drained;
});

test('a server that closes finishes requests in progress, closes idle connections, and cuts the rest', async (t) => {
  const { client, server, seen } = await serving(t);
  const [stuck, unused] = [await client(), await client()];
  stuck.send(get('/wait'));
  await stuck.until(() => seen.length === 1);
  const closed = server.close(200);
  t.is(await unused.closed(), '');
  await t.throwsAsync(fetch(server.url));
  await closed;
  t.is(await stuck.closed(), '');
});

test('an answered request is let go while its connection stays open', async (t) => {
  const { client } = await serving(t);
  const requests: Array<WeakRef<IncomingMessage>> = [];
  const onParsed = (message: unknown): void => {
    const request = requestIn(message);
    if (request?.url === '/let-go') requests.push(new WeakRef(request));
  };
  subscribe('http.server.request.start', onParsed);
  t.teardown(() => unsubscribe('http.server.request.start', onParsed));
  const { send, until, socket } = await client();
  send(post('/let-go', 'body'));
  await until((text) => text.endsWith('body'));
  t.is(requests.length, 1);
  await waitFor('the collection of the request', () => {
    collectGarbage();
    return requests[0]?.deref() === undefined;
  });
  t.false(socket.closed);
});
