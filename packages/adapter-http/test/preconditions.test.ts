import test from 'ava';
import { move, runningApi, segment } from './running-api.js';

const read = '/v1/casm/customers/read?externalId=CRM-1';
const effective = '/v1/casm/customers/effective-segment?externalId=CRM-1';
const wrong = (header: string, rule = 'must be one or more ETags, such as "4", or *') => [{ header, rule }];

test('If-None-Match: a read is 304 to a list that has the ETag, weak or strong, and to *', async (t) => {
  const { call } = await runningApi(t);
  const known = ['"1"', 'W/"1"', '"7", "1"', 'W/"7",W/"1"', ', "x" ,, "1" ,', '*', ' "1" '];
  const other = ['"2"', '"11"', 'W/"2", "x"', '""', ''];
  for (const path of [read, `${read}&segmentHistory=true`, effective]) {
    for (const header of known) {
      const reply = await call('GET', path, { headers: { 'if-none-match': header } });
      t.deepEqual([reply.status, reply.text, reply.headers.get('etag')], [304, '', '"1"'], `${path} ${header}`);
    }
    for (const header of other)
      t.is((await call('GET', path, { headers: { 'if-none-match': header } })).status, 200, header);
  }
  t.is((await call('HEAD', read, { headers: { 'if-none-match': '"1"' } })).status, 304);
});

test('If-Match: a read is 412 unless the list has the ETag, strongly', async (t) => {
  const { call } = await runningApi(t);
  for (const header of ['"1"', '"7", "1"', '*'])
    t.is((await call('GET', read, { headers: { 'if-match': header } })).status, 200);
  for (const header of ['"2"', 'W/"1"', '"x"']) {
    const reply = await call('GET', read, { headers: { 'if-match': header } });
    t.is(reply.status, 412, header);
    t.like(reply.json, { type: 'urn:casm:problem:version-mismatch' });
  }
  t.is((await call('GET', read, { headers: { 'if-match': '"2"', 'if-none-match': '"1"' } })).status, 412);
  t.is((await call('GET', '/v1/casm/customer-segments', { headers: { 'if-match': '"1"' } })).status, 412);
});

test('If-Match: a change is made at each version of a list, and at no other', async (t) => {
  const { call } = await runningApi(t);
  for (const header of ['"2"', 'W/"1"', '"x"', '"0"', '"2", W/"1"', '""']) {
    const reply = await call('PUT', segment, { body: move('SOHO'), headers: { 'if-match': header } });
    t.is(reply.status, 412, header);
    t.like(reply.json, { type: 'urn:casm:problem:version-mismatch' });
  }
  t.is((await call('PUT', segment, { body: move('SOHO'), headers: { 'if-match': '"9", "1"' } })).status, 200);
  t.is((await call('PUT', segment, { body: move('BUSINESS'), headers: { 'if-match': '"1", "2"' } })).status, 200);
  t.is((await call('PUT', segment, { body: move('RESIDENTIAL'), headers: { 'if-match': '*' } })).status, 200);
});

test('each malformed or unsupported precondition is refused by name', async (t) => {
  const { call } = await runningApi(t);
  for (const header of ['1', '"1', '"1" "2"', 'w/"1"', '"1", *', '"1, 2"', `"1"${' '.repeat(8000)}x`]) {
    const reply = await call('GET', read, { headers: { 'if-match': header, 'if-none-match': header } });
    t.like(reply.json, { status: 400, violations: [...wrong('If-Match'), ...wrong('If-None-Match')] }, header);
    const change = await call('PUT', segment, { body: move('SOHO'), headers: { 'if-match': header } });
    t.like(change.json, { status: 400, violations: wrong('If-Match') }, header);
  }
  const unsupported = 'is not supported by this operation';
  const headers = { 'if-none-match': '"1"' };
  const change = await call('PUT', segment, { body: move('SOHO'), headers });
  t.like(change.json, { status: 400, violations: wrong('If-None-Match', unsupported) });
  const state = { state: 'ACTIVE', stateReason: 'dfltActive' };
  const creation = await call('POST', '/v1/casm/customers', {
    body: { requestId: 'c', state },
    headers: { 'if-match': '*', 'if-none-match': '*' },
  });
  t.like(creation.json, {
    status: 400,
    violations: [...wrong('If-Match', unsupported), ...wrong('If-None-Match', unsupported)],
  });
});
