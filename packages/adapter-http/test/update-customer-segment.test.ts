import test from 'ava';
import { move, type Reply, runningApi, segment } from './running-api.js';

const problemOf = ({ status, headers, json }: Reply) => ({ status, type: headers.get('content-type'), json });

const rulesOf = (json: unknown): unknown =>
  typeof json === 'object' && json !== null && 'violations' in json ? json.violations : undefined;

const typeOf = (json: unknown): unknown =>
  typeof json === 'object' && json !== null && 'type' in json ? json.type : undefined;

test('a segment change answers with the Business Transaction and the new ETag', async (t) => {
  const { call, customer } = await runningApi(t);
  const reply = await call('PUT', segment, { body: { ...move('SOHO'), reason: 'moved to a business contract' } });
  t.is(reply.status, 200);
  t.is(reply.headers.get('etag'), '"2"');
  t.is(reply.headers.get('content-type'), 'application/json; charset=utf-8');
  t.like(reply.json, {
    requestId: 'r-SOHO',
    operation: 'updateCustomerSegment',
    initiator: 'crm',
    reason: 'moved to a business contract',
    changes: [{ field: 'customerSegment', before: 'RESIDENTIAL', after: 'SOHO' }],
    payload: { customer: { ...customer, customerSegment: 'SOHO', version: 2 } },
  });
});

test('the current segment is answered without changes', async (t) => {
  const { call } = await runningApi(t);
  const reply = await call('PUT', segment, { body: move('RESIDENTIAL') });
  t.is(reply.status, 200);
  t.is(reply.headers.get('etag'), '"1"');
  t.like(reply.json, { changes: [] });
});

test('a repeat of the request gets the same bytes, marked as replayed', async (t) => {
  const { call } = await runningApi(t);
  const first = await call('PUT', segment, { body: move('SOHO') });
  const again = await call('PUT', segment, {
    body: { customerSegment: 'SOHO', customer: { externalId: 'CRM-1' }, requestId: 'r-SOHO' },
  });
  t.is(first.headers.get('idempotency-replayed'), null);
  t.is(again.headers.get('idempotency-replayed'), 'true');
  t.deepEqual(
    [again.status, again.text, again.headers.get('etag')],
    [first.status, first.text, first.headers.get('etag')],
  );
});

test('requestId, customer and customerSegment missing together are one 400 with three violations', async (t) => {
  const { call } = await runningApi(t);
  t.deepEqual(problemOf(await call('PUT', segment, { body: {} })), {
    status: 400,
    type: 'application/problem+json',
    json: {
      type: 'urn:casm:problem:invalid-request',
      title: 'The request is invalid',
      status: 400,
      detail: '3 rules are broken.',
      violations: [
        { pointer: '/requestId', rule: 'is mandatory' },
        { pointer: '/customer', rule: 'is mandatory' },
        { pointer: '/customerSegment', rule: 'is mandatory' },
      ],
    },
  });
});

test('a number instead of text, an unknown member, and both ids are each named', async (t) => {
  const { call } = await runningApi(t);
  const body = { requestId: 7, customer: { refId: 'a', externalId: 'b' }, customerSegment: 'SOHO', priority: 1 };
  t.deepEqual(rulesOf((await call('PUT', segment, { body })).json), [
    { pointer: '/requestId', rule: 'must be a string of 1 to 128 characters, without NUL or unpaired surrogates' },
    { pointer: '/customer', rule: 'must have exactly one of refId and externalId' },
    { pointer: '/priority', rule: 'is not a known member' },
  ]);
});

test('malformed JSON, a missing body, and invalid UTF-8 have different violations', async (t) => {
  const { call } = await runningApi(t);
  const rule = async (raw: string | Uint8Array<ArrayBuffer>) => {
    const reply = await call('PUT', segment, { raw });
    t.is(reply.status, 400);
    return JSON.stringify(rulesOf(reply.json));
  };
  t.regex(await rule('{"requestId": '), /must be JSON: /);
  t.is(await rule(''), '[{"pointer":"","rule":"must not be empty"}]');
  t.is(await rule(new Uint8Array([0x22, 0xff, 0x22])), '[{"pointer":"","rule":"must be UTF-8"}]');
  t.is(await rule('[]'), '[{"pointer":"","rule":"must be an object"}]');
});

test('another content type, charset or encoding is 415', async (t) => {
  const { call } = await runningApi(t);
  const headers = [
    { 'content-type': 'text/plain' },
    { 'content-type': 'application/json; charset=latin1' },
    { 'content-encoding': 'br' },
  ];
  for (const header of headers) {
    const reply = await call('PUT', segment, {
      body: move('SOHO'),
      headers: { 'content-type': 'application/json', ...header },
    });
    t.deepEqual([reply.status, typeOf(reply.json)], [415, 'urn:casm:problem:unsupported-media-type']);
  }
});

test('a body of a mebibyte is 413, whether its length is announced or not', async (t) => {
  const { call, url } = await runningApi(t);
  const raw = JSON.stringify({ ...move('SOHO'), reason: 'x'.repeat(1024 * 1024) });
  const reply = await call('PUT', segment, { raw });
  t.deepEqual([reply.status, typeOf(reply.json)], [413, 'urn:casm:problem:content-too-large']);
  const streamed = await fetch(`${url}${segment}`, {
    method: 'PUT',
    headers: { authorization: 'Bearer secret', 'content-type': 'application/json' },
    body: new Blob([raw]).stream(),
    duplex: 'half',
  });
  t.is(streamed.status, 413);
});

test('no token, a wrong one and a wrong scheme are 401', async (t) => {
  const { call } = await runningApi(t);
  for (const authorization of ['', 'Bearer wrong', 'Basic secret', 'Bearer']) {
    const reply = await call('PUT', segment, { body: move('SOHO'), headers: { authorization } });
    t.deepEqual(
      [reply.status, reply.headers.get('www-authenticate'), typeOf(reply.json)],
      [
        401,
        authorization === 'Bearer wrong' ? 'Bearer error="invalid_token"' : 'Bearer realm="casm"',
        'urn:casm:problem:unauthorized',
      ],
    );
  }
});

test('an unknown customer is 404, and an unknown segment beside it is named too', async (t) => {
  const { call } = await runningApi(t);
  const reply = await call('PUT', segment, { body: { ...move('NOWHERE'), customer: { externalId: 'CRM-404' } } });
  t.is(reply.status, 404);
  t.is(typeOf(reply.json), 'urn:casm:problem:customer-not-found');
  t.deepEqual(rulesOf(reply.json), [
    {
      type: 'urn:casm:problem:customer-not-found',
      pointer: '/customer',
      rule: 'no customer has the externalId CRM-404',
    },
    {
      type: 'urn:casm:problem:unknown-segment',
      pointer: '/customerSegment',
      rule: 'segment NOWHERE is not configured',
    },
  ]);
});

test('a change of a deactivated customer is 409', async (t) => {
  const { call } = await runningApi(t);
  const state = { state: 'DEACTIVATED', stateReason: 'dfltDeactivated' };
  const deactivated = await call('PUT', '/v1/casm/customers/state', {
    body: { requestId: 'd', customer: { externalId: 'CRM-1' }, state },
  });
  t.is(deactivated.status, 200);
  const reply = await call('PUT', segment, { body: move('SOHO') });
  t.deepEqual([reply.status, typeOf(reply.json)], [409, 'urn:casm:problem:customer-deactivated']);
});

test('an unknown segment, a retired one and a requestId used before are 422', async (t) => {
  const { call } = await runningApi(t);
  t.is(typeOf((await call('PUT', segment, { body: move('NOWHERE') })).json), 'urn:casm:problem:unknown-segment');
  await call('PUT', '/v1/casm/customer-segments/SOHO', {
    body: { requestId: 's', name: 'Small office', status: 'RETIRED' },
  });
  t.is(typeOf((await call('PUT', segment, { body: move('SOHO') })).json), 'urn:casm:problem:segment-retired');
  await call('PUT', segment, { body: move('BUSINESS', 'once') });
  const reused = await call('PUT', segment, { body: move('RESIDENTIAL', 'once') });
  t.deepEqual([reused.status, typeOf(reused.json)], [422, 'urn:casm:problem:request-id-reused']);
});

test('If-Match accepts the version that it names, and no other', async (t) => {
  const { call } = await runningApi(t);
  const stale = await call('PUT', segment, { body: move('SOHO'), headers: { 'if-match': '"7"' } });
  t.deepEqual([stale.status, typeOf(stale.json)], [412, 'urn:casm:problem:version-mismatch']);
  t.is((await call('PUT', segment, { body: move('SOHO'), headers: { 'if-match': '"1"' } })).status, 200);
  t.is((await call('PUT', segment, { body: move('BUSINESS'), headers: { 'if-match': '*' } })).status, 200);
});

test('refused requests have changed nothing', async (t) => {
  const { call, customer } = await runningApi(t);
  const refused = [
    { body: {} },
    { raw: '{' },
    { body: move('NOWHERE') },
    { body: move('SOHO'), headers: { authorization: 'Bearer wrong' } },
    { body: move('SOHO'), headers: { 'if-match': '"9"' } },
    { raw: 'x'.repeat(1024 * 1024) },
  ];
  for (const request of refused) t.true((await call('PUT', segment, request)).status >= 400);
  t.deepEqual((await call('GET', '/v1/casm/customers/read?externalId=CRM-1')).json, { customer });
});
