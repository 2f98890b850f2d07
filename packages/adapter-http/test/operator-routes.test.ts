import { completeTopic, storeMisconfigured } from '@casm/core';
import { succeeds } from '@casm/core/testing';
import test, { type ExecutionContext } from 'ava';
import * as TE from 'fp-ts/lib/TaskEither.js';
import { lastTransaction } from '../src/routes/example-customer.js';
import { move, runningApi, segment } from './running-api.js';

const outbox = '/v1/operations/outbox';
const deadLetters = '/v1/operations/dead-letters';
const leases = '/v1/operations/leases';

const withParked = async (t: ExecutionContext) => {
  const api = await runningApi(t);
  for (const code of ['SOHO', 'BUSINESS']) await api.call('PUT', segment, { body: move(code) });
  const { leases: held, outbox: messages } = api.store;
  const pending = async () =>
    succeeds(messages.pending(await succeeds(held.lease('relay', 60_000)), completeTopic, 100));
  const [, second, third] = await pending();
  await succeeds(messages.park(completeTopic, [second?.position ?? ''], 'Message size too large'));
  await succeeds(messages.park(completeTopic, [third?.position ?? ''], null));
  return { ...api, pending };
};

test('the outbox tells what waits for which topic, since when, and what is parked', async (t) => {
  const { call, customer } = await withParked(t);
  const { json } = await call('GET', outbox);
  const { refId } = customer;
  t.like(json, {
    waiting: [{ topic: completeTopic, messages: 1 }],
    parkedMessages: 2,
    parked: [
      { refId, version: 2, topic: completeTopic, error: 'Message size too large' },
      { refId, version: 3, topic: completeTopic, error: null },
    ],
  });
  const limited = await call('GET', `${outbox}?limit=1`);
  t.like(limited.json, { parkedMessages: 2, parked: [{ version: 2 }] });
  t.false(limited.text.includes('"version":3'));
  const empty = await runningApi(t);
  const { outbox: messages, leases: held } = empty.store;
  const all = await succeeds(messages.pending(await succeeds(held.lease('relay', 60_000)), completeTopic, 10));
  await succeeds(
    messages.remove(
      completeTopic,
      all.map(({ position }) => position),
    ),
  );
  t.deepEqual((await empty.call('GET', outbox)).json, { waiting: [], oldestAt: null, parkedMessages: 0, parked: [] });
});

test('a retry puts back what it names, and all where it names nothing; again it puts back nothing', async (t) => {
  const { call, customer, pending } = await withParked(t);
  const retry = async (body: unknown) => (await call('POST', `${outbox}/retry`, { body })).json;
  t.deepEqual(await retry({ refId: 'another' }), { messages: 0 });
  t.deepEqual(await retry({ refId: customer.refId, topic: 'casm.another' }), { messages: 0 });
  t.is((await pending()).length, 1);
  t.deepEqual(await retry({}), { messages: 2 });
  t.is((await pending()).length, 3);
  t.deepEqual(await retry({}), { messages: 0 });
  const refused = await call('POST', `${outbox}/retry`, { body: { topic: 'no topic', customer: 'CRM-1' } });
  t.is(refused.status, 400);
  t.like(refused.json, {
    violations: [{ pointer: '/topic' }, { pointer: '/customer', rule: 'is not a known member' }],
  });
});

const place = (offset: number) => ({
  partition: { cluster: 'kafka', group: 'casm-dwh', topic: completeTopic, partition: 0 },
  offset,
});

test('dead letters are told page by page, without what is in them; a retry applies those that can be read', async (t) => {
  const { call, store, warehouse, customer } = await runningApi(t);
  const [created] = await succeeds(
    store.outbox.pending(await succeeds(store.leases.lease('relay', 60_000)), completeTopic, 1),
  );
  const letter = (offset: number, body: string) => ({
    kind: 'unreadable' as const,
    delivery: { ...place(offset), key: customer.refId, body },
    error: 'was written by a newer release',
  });
  await succeeds(
    warehouse.apply({
      arrivals: [],
      deadLetters: [letter(5, 'poison of Ada'), letter(7, created?.message.body ?? ''), letter(9, '{}')],
      positions: [],
      subscriber: 'test',
    }),
  );
  const first = await call('GET', `${deadLetters}?limit=2`);
  t.like(first.json, {
    deadLetters: [
      { cluster: 'kafka', topic: completeTopic, partition: 0, offset: 5, key: customer.refId, kind: 'unreadable' },
      { offset: 7, error: 'was written by a newer release' },
    ],
  });
  t.false(first.text.includes('Ada'));
  const cursor = /"next":"([^"]+)"/.exec(first.text)?.[1] ?? '';
  t.like((await call('GET', `${deadLetters}?limit=2&cursor=${cursor}`)).json, {
    deadLetters: [{ offset: 9 }],
    next: null,
  });

  const retry = async (body: unknown) => call('POST', `${deadLetters}/retry`, { body });
  const page = await retry({ limit: 2 });
  t.like(page.json, { applied: 1, deadLetters: [{ offset: 5, error: 'is not JSON' }] });
  t.false(page.text.includes('Ada'));
  const rest = /"next":"([^"]+)"/.exec(page.text)?.[1] ?? '';
  t.like((await retry({ cursor: rest })).json, { applied: 0, deadLetters: [{ offset: 9 }], next: null });
  t.like((await call('GET', '/v1/dwh/segments')).json, { freshness: { versions: 1, deadLetters: 2 } });
  t.is((await retry({ cursor: 'e30' })).status, 400);
});

test('a process whose database user may not repair the warehouse says so', async (t) => {
  const { store } = await runningApi(t);
  const { refId: key } = lastTransaction.payload.customer;
  const delivery = { ...place(1), key, body: JSON.stringify(lastTransaction) };
  const { call } = await runningApi(t, {
    operator: {
      ...store,
      deadLetters: {
        list: () => TE.right([{ kind: 'unreadable', delivery, error: 'was written by a newer release' }]),
        resolve: () => TE.left(storeMisconfigured('permission denied for table dead_letter')),
      },
    },
  });
  t.is((await call('GET', deadLetters)).status, 200);
  const reply = await call('POST', `${deadLetters}/retry`, { body: {} });
  t.is(reply.status, 500);
  t.like(reply.json, { type: 'urn:casm:problem:store-misconfigured' });
  t.false(reply.text.includes('permission denied'));
});

test('the leases tell which relay publishes, and until when', async (t) => {
  const { call, store } = await runningApi(t);
  t.deepEqual((await call('GET', leases)).json, { leases: [{ shard: 0, holder: null, leasedUntil: null }] });
  await succeeds(store.leases.lease('a-relay', 60_000));
  t.like((await call('GET', leases)).json, { leases: [{ shard: 0, holder: 'a-relay' }] });
});
