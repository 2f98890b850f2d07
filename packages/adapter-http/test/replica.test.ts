import type { ReplicaPorts } from '@casm/core';
import {
  anActiveCustomer,
  exampleCatalogue,
  inMemoryReplica,
  type InMemoryStore,
  inMemoryStore,
  numberedIds,
} from '@casm/core/testing';
import test, { type ExecutionContext } from 'ava';
import { httpApi, type ReplicaOutcome, replicaPaths, routesOf, serve } from '../src/index.js';
import { move, runningApi, segment } from './running-api.js';

/** The ports of the API on a store. */
const apiOn = (store: InMemoryStore) => {
  const deps = { ...store, newId: numberedIds('id'), topicsFor: () => [] };
  return { deps, campaigns: { ...deps, now: () => new Date().toISOString() } };
};

/** The API with the customer CRM-1 in segment SOHO, at version 2, and a replica that has it in RESIDENTIAL, at version 1, 412 ms old. */
const behind = async (t: ExecutionContext) => {
  let now = 0;
  const { store, pause, begin } = inMemoryReplica({ catalogue: exampleCatalogue, now: () => now });
  const on = apiOn(store);
  const customer = await anActiveCustomer(on.deps, { externalId: 'CRM-1' });
  pause();
  now = 412;
  const outcomes: Array<ReplicaOutcome> = [];
  const api = await runningApi(t, {
    ...on,
    replica: { reads: { begin }, onRead: (outcome) => outcomes.push(outcome) },
  });
  await api.call('PUT', segment, { body: move('SOHO') });
  const prefer = (path: string, preference = 'replica', headers = {}) =>
    api.call('GET', path, { headers: { prefer: preference, ...headers } });
  return { ...api, customer, outcomes, prefer };
};

const read = '/v1/casm/customers/read?externalId=CRM-1';

const applied = ({ headers }: { readonly headers: Headers }) => headers.get('preference-applied');

test('a read is answered by the replica if it prefers that, and says how old the state can be', async (t) => {
  const { call, prefer, outcomes } = await behind(t);
  const old = await prefer(read);
  t.like(old.json, { customer: { customerSegment: 'RESIDENTIAL', version: 1 } });
  t.is(applied(old), 'replica');
  t.is(old.headers.get('replica-lag'), '0.412');
  t.is(old.headers.get('etag'), '"1"');
  const current = await call('GET', read);
  t.like(current.json, { customer: { customerSegment: 'SOHO', version: 2 } });
  t.is(applied(current), null);
  t.is(current.headers.get('replica-lag'), null);
  t.deepEqual(outcomes, ['replica']);
});

test('the effective segment is that of the primary, whatever is asked', async (t) => {
  const { prefer, outcomes } = await behind(t);
  const reply = await prefer('/v1/casm/customers/effective-segment?externalId=CRM-1');
  t.like(reply.json, { customerSegment: 'SOHO', version: 2 });
  t.is(applied(reply), null);
  t.deepEqual(outcomes, []);
});

test('every read of the store can be answered by the replica, and none of the operator or the warehouse', async (t) => {
  const { call, prefer, customer } = await behind(t);
  const order = { requestId: 'c', name: 'spring', customerSegment: 'SOHO', rows: [{ externalId: 'CRM-1' }] };
  await call('POST', '/v1/casm/segment-campaigns', { body: order });
  const replies = await Promise.all(
    [
      '/v1/casm/customers',
      `${read}&segmentHistory=true`,
      '/v1/casm/customers/segment-history?externalId=CRM-1',
      '/v1/casm/customers/state-history?externalId=CRM-1',
      `/v1/casm/business-transactions?refId=${customer.refId}`,
      '/v1/casm/segment-campaigns',
      '/v1/casm/customer-segments',
      '/v1/casm/customer-segments/SOHO',
      '/v1/casm/state-reasons/dfltActive',
    ].map((path) => prefer(path)),
  );
  t.deepEqual(
    replies.map((reply) => [reply.status, applied(reply)]),
    replies.map(() => [200, 'replica']),
  );
  for (const path of ['/v1/operations/outbox', '/v1/operations/leases', '/v1/dwh/segments'])
    t.is(applied(await prefer(path)), null, path);
});

test('what the replica does not have yet is not found there, which it says too', async (t) => {
  const { prefer, call } = await behind(t);
  const body = {
    requestId: 'new',
    externalId: 'CRM-2',
    customerSegment: 'SOHO',
    state: { state: 'ACTIVE', stateReason: 'dfltActive' },
  };
  await call('POST', '/v1/casm/customers', { body });
  const reply = await prefer('/v1/casm/customers/read?externalId=CRM-2');
  t.is(reply.status, 404);
  t.is(applied(reply), 'replica');
  t.is(reply.headers.get('replica-lag'), '0.412');
});

test('the primary answers what must not be old: preconditions, changedSince, and a state that is too old', async (t) => {
  const { prefer, outcomes } = await behind(t);
  const notModified = await prefer(read, 'replica', { 'if-none-match': '"1"' });
  t.is(notModified.status, 200, 'the version is not the present one');
  t.is((await prefer(read, 'replica', { 'if-match': '"2"' })).status, 200);
  const listed = await prefer('/v1/casm/customers?changedSince=2020-01-01T00:00:00Z');
  t.like(listed.json, { customers: { 0: { version: 2 } } });
  t.is(applied(listed), null);
  t.deepEqual(outcomes, []);
  const tooOld = await prefer(read, 'replica; max-lag=0');
  t.like(tooOld.json, { customer: { version: 2 } });
  t.is(applied(tooOld), null);
  t.is(applied(await prefer(read, 'replica; max-lag=1')), 'replica');
  t.deepEqual(outcomes, ['primary', 'replica']);
});

test('a preference that is not understood is ignored, and an invalid request reads nothing', async (t) => {
  const { prefer, outcomes } = await behind(t);
  for (const preference of ['', 'handling=strict', 'replica; max-lag=soon'])
    t.is(applied(await prefer(read, preference)), null, preference);
  const invalid = await prefer('/v1/casm/customers?limit=0');
  t.is(invalid.status, 400);
  t.is(applied(invalid), null);
  t.deepEqual(outcomes, []);
});

test('without a replica the primary answers', async (t) => {
  const { call } = await runningApi(t);
  const reply = await call('GET', read, { headers: { prefer: 'replica' } });
  t.is(reply.status, 200);
  t.is(applied(reply), null);
});

/** A gate that is closed until it is opened. */
const gate = () => {
  let open = (): void => undefined;
  const opened = new Promise<void>((resolve) => (open = resolve));
  return { open: () => open(), opened };
};

test('while the replica does not answer the primary does, four at a time; more are 503 replica-unavailable', async (t) => {
  const { store, stop, begin } = inMemoryReplica({ catalogue: exampleCatalogue });
  stop();
  const { open, opened } = gate();
  const find: InMemoryStore['customers']['find'] = (ref) => async () => {
    await opened;
    return store.customers.find(ref)();
  };
  const outcomes: Array<ReplicaOutcome> = [];
  const { call } = await runningApi(t, {
    deps: { ...store, customers: { ...store.customers, find }, newId: numberedIds('x'), topicsFor: () => [] },
    replica: {
      reads: { begin },
      onRead: (outcome) => {
        outcomes.push(outcome);
        if (outcome === 'refused') open();
      },
    },
  });
  const replies = await Promise.all(
    Array.from({ length: 5 }, () => call('GET', read, { headers: { prefer: 'replica' } })),
  );
  t.deepEqual(outcomes.toSorted(), ['primary', 'primary', 'primary', 'primary', 'refused']);
  const refused = replies.find(({ status }) => status === 503);
  t.like(refused?.json, { type: 'urn:casm:problem:replica-unavailable' });
  t.is(refused?.headers.get('retry-after'), '1');
  t.is(applied(await call('GET', read, { headers: { prefer: 'replica' } })), null, 'the places are free again');
});

for (const prefix of ['', '/crm'])
  test(`reads that wait for a replica that hangs are in nobody’s way, and those of the primary do not wait for it: ${prefix}`, async (t) => {
    const { store, begin } = inMemoryReplica({ catalogue: exampleCatalogue });
    const { deps } = apiOn(store);
    await anActiveCustomer(deps, { externalId: 'CRM-1' });
    const { open, opened } = gate();
    let waiting = 0;
    const app = httpApi({
      deps,
      authenticate: () => 'crm',
      prefix,
      onFailure: () => undefined,
      onDefect: (defect) => t.fail(String(defect)),
      replica: {
        reads: {
          begin: (mostLagMs) => {
            const { ports, lagMs } = begin(mostLagMs);
            const find: ReplicaPorts['customers']['find'] = (ref) => async () => {
              waiting += 1;
              await opened;
              return ports.customers.find(ref)();
            };
            return { ports: { ...ports, customers: { find } }, lagMs };
          },
        },
      },
    });
    const limits = { reads: 2, waitingReads: 1 };
    const server = await serve(app, {
      host: '127.0.0.1',
      port: 0,
      limits,
      replicaPaths,
      prefix,
      onDefect: (defect) => t.fail(String(defect)),
    });
    t.teardown(() => server.close(1000));
    const get = async (path: string, headers = {}) => {
      const response = await fetch(`${server.url}${prefix}${path}`, {
        headers: { authorization: 'Bearer x', ...headers },
      });
      await response.text();
      return response.status;
    };
    const prefers = { prefer: 'replica' };
    const held = [get(read, prefers), get(read, prefers), get(read, prefers)];
    while (server.status().requests.waiting < 1) await new Promise((resolve) => setImmediate(resolve));
    t.is(waiting, 2);
    for (const path of [read, read.replace('/read', '/READ/'), '/v1/casm/customers?changedSinc=x'])
      t.is(await get(path, prefers), 503, `further ones are refused: ${path}`);
    t.is(await get(read), 200);
    t.is(await get('/v1/casm/customers/effective-segment?externalId=CRM-1', prefers), 200);
    t.is(await get('/v1/casm/customers?changed%53ince=2020-01-01T00:00:00Z', prefers), 200);
    t.is(await get(read, { ...prefers, 'if-match': '"1"' }), 200);
    t.is(await get(read, { ...prefers, 'if-none-match': '"1"' }), 304);
    t.is(await get(read, { ...prefers, 'if-none-match': ' ' }), 503, 'an empty precondition is none');
    open();
    t.deepEqual(await Promise.all(held), [200, 200, 200]);
  });

test('the paths for the listener are those of the routes that a replica may answer, with the parameters that it may not', (t) => {
  const store = inMemoryStore({ catalogue: exampleCatalogue });
  const deps = { ...store, newId: numberedIds('x'), topicsFor: () => [], now: () => '' };
  const paths = routesOf({ deps, campaigns: deps }).flatMap(({ readsReplica, path }) =>
    readsReplica === null ? [] : [{ path, ...readsReplica }],
  );
  const inOrder = (all: typeof replicaPaths) => all.toSorted((a, b) => a.path.localeCompare(b.path));
  t.deepEqual(inOrder(replicaPaths), inOrder(paths));
});
