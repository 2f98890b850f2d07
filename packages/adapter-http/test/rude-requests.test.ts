import test from 'ava';
import { apiProcess } from './api-process.js';
import { get, lastAnswer, rawClient } from './raw-client.js';
import { runningApi, segment } from './running-api.js';

test('a target that cannot be parsed, and a method that no path allows, are problems', async (t) => {
  const { url, defects } = await runningApi(t);
  const request = (method: string, target: string) =>
    `${method} ${target} HTTP/1.1\r\nHost: casm\r\nConnection: close\r\n\r\n`;
  const cases: ReadonlyArray<[string, number, string]> = [
    [request('GET', 'http://[::1'), 400, 'malformed-request'],
    [request('GET', 'http://a b/'), 400, 'malformed-request'],
    [request('GET', 'http://casm/nothing'), 404, 'no-such-route'],
    [request('GET', '//[::1'), 404, 'no-such-route'],
    [request('GET', '/%ff%zz'), 404, 'no-such-route'],
    [request('GET', '/v1/casm/customer-segments/%zz'), 401, 'unauthorized'],
    [request('TRACE', segment), 405, 'method-not-allowed'],
    [request('TRACE', '/livez'), 405, 'method-not-allowed'],
    [request('QUERY', segment), 405, 'method-not-allowed'],
    [request('PROPFIND', '/'), 404, 'no-such-route'],
    [request('BREW', '/'), 400, 'malformed-request'],
    [request('PATCH', segment), 405, 'method-not-allowed'],
    [request('OPTIONS', '*'), 404, 'no-such-route'],
  ];
  for (const [bytes, status, name] of cases) {
    const { send, closed } = await rawClient(url);
    send(bytes);
    const received = await closed();
    t.regex(received, /\r\nContent-Type: application\/problem\+json\r\n/, bytes);
    t.like(lastAnswer(received), { status, json: { type: `urn:casm:problem:${name}`, status } }, bytes);
  }
  t.deepEqual(defects, []);
});

test('no client can make the server write to stderr', async (t) => {
  const { child, url, written } = await apiProcess(t);
  const requests = [
    get('/v1/casm/customers/read'),
    get('http://[::1'),
    get('/nothing'),
    'TRACE / HTTP/1.1\r\nHost: casm\r\n\r\n',
    'NONSENSE\r\n\r\n',
    `PUT ${segment} HTTP/1.1\r\nHost: casm\r\nAuthorization: Bearer secret\r\nContent-Type: application/json\r\nContent-Length: 100\r\n\r\n{`,
  ];
  for (let n = 0; n < 200; n += 1) {
    const { send, until, socket } = await rawClient(url);
    send(requests[n % requests.length] ?? '');
    if (n % requests.length < 5) await until((text) => text.includes('HTTP/1.1 4') || text.includes('HTTP/1.1 5'));
    if (n % 2 === 0) socket.resetAndDestroy();
    else socket.destroy();
  }
  const ended = new Promise((resolve) => child.once('exit', resolve));
  child.disconnect();
  await ended;
  t.is(written(), '');
});
