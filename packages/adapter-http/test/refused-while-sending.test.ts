import { once } from 'node:events';
import { connect, type Socket } from 'node:net';
import { toTopics } from '@casm/core';
import { exampleCatalogue, inMemoryStore, numberedIds } from '@casm/core/testing';
import test, { type ExecutionContext } from 'ava';
import { httpApi, serve, type ServerLimits, uploadPaths } from '../src/index.js';
import { waitFor } from './wait-for.js';

const megabyte = Buffer.alloc(1_000_000, 'x,y,z\n');
const files = '/v1/casm/segment-campaign-files?requestId=R-1&name=spring&customerSegment=SOHO';

const serving = async (t: ExecutionContext, limits: Partial<ServerLimits> = {}) => {
  const store = inMemoryStore({ catalogue: exampleCatalogue });
  const deps = { ...store, newId: numberedIds('id'), topicsFor: toTopics() };
  const app = httpApi({
    deps,
    campaigns: { ...deps, now: () => '2026-03-01T00:00:00.000Z' },
    authenticate: () => 'crm',
    onFailure: () => undefined,
    onDefect: (defect) => t.fail(String(defect)),
  });
  const server = await serve(app, { host: '127.0.0.1', port: 0, limits, uploadPaths, onDefect: () => undefined });
  t.teardown(() => server.close(0));
  return server;
};

/** A client that reads nothing until it wants to. */
const connected = async (t: ExecutionContext, url: string): Promise<Socket> => {
  const { hostname, port } = new URL(url);
  const socket = connect({ port: Number(port), host: hostname, allowHalfOpen: true });
  // A reset shows as an answer that is missing.
  socket.on('error', () => socket.destroy());
  t.teardown(() => socket.destroy());
  await once(socket, 'connect');
  return socket;
};

const head = (path: string, ...fields: ReadonlyArray<string>): string =>
  [`POST ${path} HTTP/1.1`, 'Host: casm', 'Authorization: Bearer secret', ...fields, '', ''].join('\r\n');

/** Resolves when the system has taken the bytes, or the connection is broken. */
const send = (socket: Socket, bytes: string | Buffer): Promise<void> =>
  new Promise((resolve) => void socket.write(bytes, () => resolve()));

/** Everything that is sent until the server ends or breaks the connection. */
const readAll = async (socket: Socket): Promise<string> => {
  let text = '';
  socket.setEncoding('latin1').on('data', (piece) => (text += String(piece)));
  if (!socket.destroyed) await Promise.race([once(socket, 'end'), once(socket, 'close')]);
  socket.destroy();
  return text;
};

const refused = [
  { what: 'a missing column', type: 'text/csv', start: 'name\n', rule: /line 1: must be a header with a column/ },
  { what: 'a wrong encoding', type: 'text/csv', start: Buffer.from('refId;M\xfcller\n', 'latin1'), rule: /UTF-8/ },
  { what: 'what is no gzip', type: 'text/csv\r\nContent-Encoding: gzip', start: 'refId\n', rule: /must be gzip/ },
  { what: 'another media type', type: 'text/html', start: 'refId\n', rule: /Content-Type must be text\/csv/ },
] as const;

for (const { what, type, start, rule } of refused)
  test(`a client that sends 200 MB before it reads sees that ${what} is refused`, async (t) => {
    const { url } = await serving(t);
    const socket = await connected(t, url);
    const length = start.length + 200 * megabyte.length;
    await send(socket, head(files, 'Connection: close', `Content-Type: ${type}`, `Content-Length: ${length}`));
    await send(socket, start);
    for (let sent = 0; sent < 200; sent += 1) await send(socket, megabyte);
    const answer = await readAll(socket);
    t.regex(answer, /^HTTP\/1\.1 4\d\d [^]*application\/problem\+json/);
    t.regex(answer, rule);
  });

test('a client that waits for 100 Continue and then sends 200 MB sees that its file is refused', async (t) => {
  const { url } = await serving(t);
  const socket = await connected(t, url);
  const fields = ['Connection: close', 'Expect: 100-continue', 'Content-Type: text/csv', 'Transfer-Encoding: chunked'];
  await send(socket, head(files, ...fields));
  await once(socket, 'readable');
  t.regex(String(socket.read()), /^HTTP\/1\.1 100 /);
  await send(socket, '5\r\nname\n\r\n');
  for (let sent = 0; sent < 200; sent += 1) {
    await send(socket, `${megabyte.length.toString(16)}\r\n`);
    await send(socket, megabyte);
    await send(socket, '\r\n');
  }
  await send(socket, '0\r\n\r\n');
  t.regex(await readAll(socket), /^HTTP\/1\.1 400 [^]*line 1: must be a header with a column/);
});

for (const { until, limits, ms } of [
  { until: 'the time of a request is over', limits: { requestMs: 300, headersMs: 300 }, ms: 2000 },
  { until: 'the server has given up its connection', limits: {}, ms: 6000 },
])
  test(`a client that sends slowly, until ${until}, sees that its file is refused`, async (t) => {
    const { url } = await serving(t, limits);
    const socket = await connected(t, url);
    await send(socket, head(files, 'Content-Type: text/html', 'Content-Length: 1000000'));
    for (const end = Date.now() + ms; Date.now() < end;) {
      await send(socket, 'customer\n');
      await new Promise((resolve) => setTimeout(resolve, 20));
    }
    const answer = await readAll(socket);
    t.regex(answer, /^HTTP\/1\.1 415 /);
    t.notRegex(answer, /HTTP\/1\.1 408/);
  });

test('a client that sends a header without end sees that it is too large', async (t) => {
  const { url } = await serving(t);
  const socket = await connected(t, url);
  await send(socket, 'GET / HTTP/1.1\r\nX: ');
  for (let sent = 0; sent < 20; sent += 1) await send(socket, Buffer.alloc(megabyte.length, 'x'));
  t.regex(await readAll(socket), /^HTTP\/1\.1 431 /);
});

/** A client whose file is refused and that keeps its connection open. */
const lingering = async (t: ExecutionContext, limits: Partial<ServerLimits>) => {
  const server = await serving(t, limits);
  const socket = await connected(t, server.url);
  await send(socket, head(files, 'Connection: close', 'Content-Type: text/csv', 'Content-Length: 1000000000'));
  await send(socket, `name\n${'x\n'.repeat(100_000)}`);
  const answer = await new Promise<string>((resolve) => {
    let text = '';
    socket.setEncoding('latin1').on('data', (piece) => (text += String(piece)));
    socket.once('end', () => resolve(text));
  });
  t.regex(answer, /^HTTP\/1\.1 400 /);
  t.is(server.status().connections.open, 1);
  return { server, socket };
};

test('a client that sends on after the last answer is cut off at a number of bytes', async (t) => {
  const { server, socket } = await lingering(t, { lingerBytes: 3 * megabyte.length });
  for (let sent = 0; sent < 2; sent += 1) await send(socket, megabyte);
  t.is(server.status().connections.open, 1);
  for (let sent = 0; sent < 10 && !socket.destroyed; sent += 1) await send(socket, megabyte);
  await waitFor('it is cut off', () => server.status().connections.open === 0);
  t.pass();
});

test('a client that keeps its connection open after the last answer is cut off in time', async (t) => {
  const { server } = await lingering(t, { lingerMs: 200 });
  await waitFor('it is cut off', () => server.status().connections.open === 0);
  t.pass();
});

test('a connection on which the last answer is sent gives way to a new one', async (t) => {
  const { server } = await lingering(t, { connections: 1 });
  const other = await connected(t, server.url);
  await send(other, 'GET /nowhere HTTP/1.1\r\nHost: casm\r\nConnection: close\r\n\r\n');
  t.regex(await readAll(other), /^HTTP\/1\.1 404 /);
  t.is(server.status().connections.evicted, 1);
});
