import test, { type ExecutionContext } from 'ava';
import { at } from './described.js';
import { move, runningApi, segment } from './running-api.js';

/* The requestIds of a client are its own: another client that knows them can neither repeat a request nor learn of one. */

const customers = '/v1/casm/customers';
const campaigns = '/v1/casm/segment-campaigns';
const segments = '/v1/casm/customer-segments';

/** Each token is its client. */
const withClients = async (t: ExecutionContext) => {
  const { call, ...api } = await runningApi(t, { authenticate: (token) => ({ client: token }) });
  const as = (client: string) => (method: string, path: string, body: unknown) =>
    call(method, path, { body, headers: { authorization: `Bearer ${client}` } });
  return { ...api, crm: as('crm'), mallory: as('mallory') };
};

test('a change that another client sends with the same requestId and body is a change of its own', async (t) => {
  const { crm, mallory } = await withClients(t);
  const body = move('SOHO', 'crm-1');
  const first = await crm('PUT', segment, body);
  const other = await mallory('PUT', segment, body);
  t.deepEqual([other.status, other.headers.get('idempotency-replayed')], [200, null]);
  t.like(other.json, { initiator: 'mallory', changes: [] });
  t.not(at(other.json, 'transactionId'), at(first.json, 'transactionId'));
  const again = await crm('PUT', segment, body);
  t.deepEqual([again.text, again.headers.get('idempotency-replayed')], [first.text, 'true']);
});

test('whether another client has used a requestId cannot be found out', async (t) => {
  const { crm, mallory } = await withClients(t);
  await crm('PUT', segment, move('SOHO', 'used'));
  const asked = await Promise.all(
    ['used', 'unused'].map(async (requestId) => mallory('PUT', segment, move('NOWHERE', requestId))),
  );
  const [used, unused] = asked.map(({ status, text }) => [status, text]);
  t.deepEqual(used, unused);
  const reused = await crm('PUT', segment, move('BUSINESS', 'used'));
  t.like(reused.json, { type: 'urn:casm:problem:request-id-reused' });
});

test('a creation, a campaign and an entry of the catalogue are not told to another client either', async (t) => {
  const { crm, mallory } = await withClients(t);
  const bodies: ReadonlyArray<readonly [path: string, body: unknown, expected: number]> = [
    [customers, { requestId: 'crm-1', customerProfile: 'b2b', customName: 'Acme' }, 201],
    [campaigns, { requestId: 'crm-1', name: 'spring', customerSegment: 'SOHO', rows: [{ externalId: 'CRM-1' }] }, 201],
    [segments, { requestId: 'crm-9', code: 'NEW', name: 'New' }, 409],
  ];
  for (const [path, body, expected] of bodies) {
    const first = await crm('POST', path, body);
    t.is(first.status, 201, path);
    const other = await mallory('POST', path, body);
    t.deepEqual([other.status, other.headers.get('idempotency-replayed')], [expected, null], path);
    if (expected === 201) t.not(other.headers.get('location'), first.headers.get('location'));
    const again = await crm('POST', path, body);
    t.deepEqual([again.status, again.headers.get('idempotency-replayed')], [201, 'true'], path);
  }
});

test('a client whose name and requestId read like those of another is another', async (t) => {
  const { call } = await runningApi(t, { authenticate: (token) => ({ client: token.replaceAll('_', ' ') }) });
  const pairs = [
    ['crm', 'a 1'],
    ['crm_a', '1'],
    ['crm","a', '1'],
  ] as const;
  const ids = new Set<unknown>();
  for (const [client, requestId] of pairs) {
    const headers = { authorization: `Bearer ${client}` };
    const reply = await call('PUT', segment, { body: move('SOHO', requestId), headers });
    t.deepEqual([reply.status, reply.headers.get('idempotency-replayed')], [200, null], client);
    ids.add(at(reply.json, 'transactionId'));
  }
  t.is(ids.size, pairs.length);
});
