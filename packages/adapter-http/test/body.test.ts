import { randomBytes } from 'node:crypto';
import { setTimeout as pause } from 'node:timers/promises';
import { gzipSync } from 'node:zlib';
import test, { type ExecutionContext } from 'ava';
import Koa from 'koa';
import { httpApi, serve } from '../src/index.js';
import { get, rawClient } from './raw-client.js';
import { move, runningApi, segment } from './running-api.js';

test('UTF-8 in any spelling is accepted as charset, and `identity` as encoding', async (t) => {
  const { call } = await runningApi(t);
  const headers = [
    { 'content-type': 'application/json; charset=utf8' },
    { 'content-type': 'Application/JSON;Charset="UTF-8"' },
    { 'content-type': 'application/json; charset="utf8"; profile=x' },
    { 'content-encoding': 'identity' },
    { 'content-encoding': 'Identity, identity' },
  ];
  for (const header of headers)
    t.is((await call('PUT', segment, { body: move('SOHO'), headers: header })).status, 200, JSON.stringify(header));
});

test('415 names the accepted types', async (t) => {
  const { call } = await runningApi(t);
  const headers = [
    { 'content-type': 'text/plain' },
    { 'content-type': 'application/json-patch+json' },
    { 'content-type': 'application/json; charset=utf-16' },
    { 'content-encoding': 'deflate' },
    { 'content-encoding': 'identity, br' },
    { 'content-encoding': 'gzip, gzip' },
    { 'content-encoding': '' },
  ];
  for (const header of headers) {
    const reply = await call('PUT', segment, { body: move('SOHO'), headers: header });
    t.is(reply.status, 415, JSON.stringify(header));
    t.is(reply.headers.get('accept'), 'application/json');
    t.is(reply.headers.get('accept-encoding'), 'gzip, identity');
  }
});

test('a body may be compressed by gzip, and is then what it was before', async (t) => {
  const { call } = await runningApi(t);
  const send = (raw: Buffer, coding = 'gzip') =>
    call('PUT', segment, { raw: new Uint8Array(raw), headers: { 'content-encoding': coding } });
  const whole = gzipSync(JSON.stringify(move('SOHO')));
  const changed = await send(whole);
  t.is(changed.status, 200, changed.text);
  const plain = await call('PUT', segment, { body: move('SOHO') });
  t.deepEqual([plain.headers.get('idempotency-replayed'), plain.text], ['true', changed.text]);
  t.is((await send(whole, 'X-GZIP, identity')).status, 200);
  for (const broken of [
    whole.subarray(0, -9),
    Buffer.from('no gzip'),
    Buffer.alloc(0),
    Buffer.from(JSON.stringify({})),
  ]) {
    const reply = await send(broken);
    t.is(reply.status, 400, reply.text);
  }
});

test('what comes out of a compressed body is limited as a plain body is, and stops at the limit', async (t) => {
  const { call } = await runningApi(t, { maxBodyBytes: 4096 });
  const bomb = gzipSync(Buffer.alloc(2_000_000, ' '));
  t.true(bomb.length < 4096, String(bomb.length));
  const reply = await call('PUT', segment, { raw: new Uint8Array(bomb), headers: { 'content-encoding': 'gzip' } });
  t.is(reply.status, 413, reply.text);
  const random = gzipSync(randomBytes(8192));
  const tooLong = await call('PUT', segment, { raw: new Uint8Array(random), headers: { 'content-encoding': 'gzip' } });
  t.is(tooLong.status, 413, tooLong.text);
});

test('of ten thousand violations the first hundred and the total are reported', async (t) => {
  const { call } = await runningApi(t);
  const members = Object.fromEntries(Array.from({ length: 10_000 }, (_, n) => [`m${n}`, 1]));
  const reply = await call('PUT', segment, { body: { ...move('SOHO'), ...members } });
  t.is(reply.status, 400);
  t.like(reply.json, { detail: '10000 rules are broken.', violationCount: 10_000 });
  t.is(reply.text.split('is not a known member').length - 1, 100);
  t.true(reply.text.length < 20_000);
});

/** The API after a middleware of its embedder. */
const behind = async (t: ExecutionContext, middleware: Koa.Middleware, maxBodyBytes = 1000) => {
  const { store, defects } = await runningApi(t);
  const app = new Koa();
  app.use(middleware);
  const api = httpApi({
    deps: { ...store, newId: () => `id-${Math.random()}`, topicsFor: () => [] },
    authenticate: () => 'crm',
    maxBodyBytes,
    onFailure: () => undefined,
    onDefect: (defect) => defects.push(defect),
  });
  for (const each of api.middleware) app.use(each);
  const server = await serve(app, { host: '127.0.0.1', port: 0, onDefect: (defect) => defects.push(defect) });
  t.teardown(() => server.close(0));
  const put = async (body: unknown, headers = {}) => {
    const response = await fetch(`${server.url}${segment}`, {
      method: 'PUT',
      headers: { authorization: 'Bearer x', 'content-type': 'application/json', ...headers },
      body: JSON.stringify(body),
    });
    const json: unknown = await response.json();
    return { status: response.status, json };
  };
  return { put, defects };
};

const jsonIn = (text: string): unknown => JSON.parse(text);

const textOf = async (ctx: Koa.Context): Promise<string> => {
  let text = '';
  for await (const piece of ctx.req) text += String(piece);
  return text;
};

test('a body that a body parser has read is taken from its result', async (t) => {
  const parsers: ReadonlyArray<(ctx: Koa.Context, text: string) => void> = [
    (ctx, text) => Object.assign(ctx.request, { body: jsonIn(text) }),
    (ctx, text) => Object.assign(ctx.request, { body: jsonIn(text), rawBody: text }),
  ];
  for (const parser of parsers) {
    const { put, defects } = await behind(t, async (ctx, next) => {
      parser(ctx, await textOf(ctx));
      await next();
    });
    t.like(await put(move('SOHO')), { status: 200, json: { requestId: 'r-SOHO' } });
    t.is((await put({ ...move('BUSINESS'), reason: 'x'.repeat(1000) })).status, 413);
    t.is((await put(move('SOHO'), { 'content-type': 'text/plain' })).status, 415);
    t.deepEqual(defects, []);
  }
});

test('a body that was read but not stored is a defect of the wiring, not an error of the caller', async (t) => {
  const { put, defects } = await behind(t, async (ctx, next) => {
    await textOf(ctx);
    await next();
  });
  t.like(await put(move('SOHO')), { status: 500, json: { type: 'urn:casm:problem:internal-error' } });
  t.regex(String(defects[0]), /the body was read before the API could read it/);
});

test('a stream that decodes is a defect of the wiring too', async (t) => {
  const { put, defects } = await behind(t, async (ctx, next) => {
    ctx.req.setEncoding('utf8');
    await next();
  });
  t.is((await put(move('SOHO'))).status, 500);
  t.regex(String(defects[0]), /encoding/);
});

test('a client that leaves in the middle of its body is not a defect', async (t) => {
  const { url, defects, call } = await runningApi(t);
  const clients = await Promise.all(Array.from({ length: 20 }, () => rawClient(url)));
  for (const { send, socket } of clients) {
    send(
      `PUT ${segment} HTTP/1.1\r\nHost: casm\r\nAuthorization: Bearer secret\r\nContent-Type: application/json\r\nContent-Length: 100\r\n\r\n{`,
    );
    send(get('/'));
    await pause(1);
    socket.resetAndDestroy();
  }
  t.is((await call('GET', '/livez')).status, 200);
  t.deepEqual(defects, []);
});
