import test from 'ava';
import { valuesOf, wholeRequest } from '../src/server/whole-request.js';

const methodOf = (text: string): string | null => wholeRequest(Buffer.from(text, 'latin1'))?.method ?? null;

const change = (...fields: ReadonlyArray<string>): string =>
  ['PUT /v1 HTTP/1.1', 'Host: casm', ...fields, '', '{"a":1}'].join('\r\n');

test('a plain request that arrived in one piece is recognized, with its method', (t) => {
  t.is(methodOf('GET /readyz HTTP/1.1\r\nHost: casm\r\n\r\n'), 'GET');
  t.is(methodOf(change('Content-Length: 7')), 'PUT');
  t.is(methodOf(change('content-length:7', 'Authorization: Bearer x')), 'PUT');
  t.is(methodOf('POST / HTTP/1.1\r\nContent-Length: 0\r\n\r\n'), 'POST');
});

const others = {
  'half a header': 'PUT / HTTP/1.1\r\nHost: ca',
  'half a body': change('Content-Length: 8'),
  'more than the body': change('Content-Length: 6'),
  'a body that nobody announced': change(),
  'two lengths': change('Content-Length: 7', 'Content-Length: 7'),
  'two lengths on one line': change('Content-Length: 7, 7'),
  'a length behind a blank': change('Content-Length : 7'),
  'a length that is no number': change('Content-Length: +7'),
  chunks: change('Content-Length: 7', 'Transfer-Encoding: chunked'),
  'chunks behind a blank': change('Content-Length: 7', 'Transfer-Encoding : chunked'),
  'a folded header': change('X: 1', ' Content-Length: 7'),
  'a bare line feed': change('X: 1\nContent-Length: 7'),
  'a bare carriage return': change('X: 1\rContent-Length: 7'),
  'a wish for the end of the connection': change('Content-Length: 7', 'Connection: close'),
  'an expectation': change('Content-Length: 7', 'Expect: 100-continue'),
  'another version': 'GET / HTTP/1.0\r\n\r\n',
  'another method': 'DELETE / HTTP/1.1\r\nHost: casm\r\n\r\n',
  'two requests': 'GET / HTTP/1.1\r\n\r\nGET / HTTP/1.1\r\n\r\n',
  'a line end before it': '\r\nGET / HTTP/1.1\r\n\r\n',
  'input that is not HTTP': 'NONSENSE\r\n\r\n',
};

for (const [what, text] of Object.entries(others))
  test(`${what} is left to the parser`, (t) => {
    t.is(methodOf(text), null);
  });

test('the values of a header field are found by its name, without blanks around them', (t) => {
  const text = 'GET /x?a HTTP/1.1\r\nHost: casm\r\nX-A:b \r\nx-a: \t c d\u00a0\r\nA: X-A: e\r\nXX-A: f\r\nx-A:\r\n\r\n';
  const request = wholeRequest(Buffer.from(text, 'latin1'));
  t.is(request?.target, '/x?a');
  t.deepEqual(request === null ? null : valuesOf('x-a')(request), ['b', 'c d\u00a0', '']);
  t.deepEqual(request === null ? null : valuesOf('b')(request), []);
});

// An expression that backtracks over the blanks takes 240 ms each, which is four minutes.
test('the values of a field full of blanks are found a thousand times before the tests end', (t) => {
  const blanks = ' '.repeat(7900);
  const request = wholeRequest(Buffer.from(`GET / HTTP/1.1\r\nHost: casm\r\nOrigin: a${blanks}b\r\n\r\n`, 'latin1'));
  for (let n = 0; n < 1000; n += 1) t.is(request === null ? null : valuesOf('origin')(request)[0], `a${blanks}b`);
});
