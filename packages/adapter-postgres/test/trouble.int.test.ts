import {
  type BusinessTransaction,
  createCustomer,
  type CustomerWrites,
  updateCustomerSegment,
  perform,
} from '@casm/core';
import { anActiveCustomer, context, exampleCatalogue, numberedIds, succeeds, writesTo } from '@casm/core/testing';

import test, { type ExecutionContext } from 'ava';
import * as E from 'fp-ts/lib/Either.js';
import pg from 'pg';
import { postgresStore } from '../src/index.js';
import { url } from './database.js';
import { freshSchema } from './fresh-store.js';

const freshWrites = async (t: ExecutionContext, options: { readonly maxQueue?: number } = {}) => {
  const schema = await freshSchema(url);
  const store = postgresStore({ url, schema, role: `${schema}_service`, ...options });
  t.teardown(store.close);
  await succeeds(store.catalogue.seed(exampleCatalogue));
  return { schema, store, writes: writesTo(store.customers, numberedIds(schema)) };
};

const move = (writes: CustomerWrites, refId: string, customerSegment: string, deadline = Date.now() + 20_000) =>
  perform(writes)(updateCustomerSegment)(
    { requestId: writes.newId(), customer: { refId }, customerSegment },
    context({ deadline }),
  );

/** Holds a customer’s row lock in a separate transaction. */
const holding = async (t: ExecutionContext, schema: string, refId: string) => {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  t.teardown(() => client.end());
  await client.query('begin');
  await client.query(`select from ${schema}.customer where ref_id = $1 for update`, [refId]);
  return { release: () => client.query('commit') };
};

test('a locked customer delays no other customer, and its changes continue in order after the release', async (t) => {
  const { schema, writes } = await freshWrites(t);
  const [locked, free] = [await anActiveCustomer(writes), await anActiveCustomer(writes)];
  const lock = await holding(t, schema, locked.refId);
  const order: Array<string> = [];
  const waiting = ['SOHO', 'BUSINESS', 'RESIDENTIAL'].map(async (segment) => {
    const { transaction } = await succeeds(move(writes, locked.refId, segment));
    order.push(`locked ${transaction.payload.customer.version}`);
  });
  for (const segment of ['SOHO', 'BUSINESS', 'SOHO']) {
    const { transaction } = await succeeds(move(writes, free.refId, segment));
    order.push(`free ${transaction.payload.customer.version}`);
  }
  await lock.release();
  await Promise.all(waiting);
  t.deepEqual(order, ['free 2', 'free 3', 'free 4', 'locked 2', 'locked 3', 'locked 4']);
});

test('a customer that stays locked until the deadline is CustomerBusy, and nothing is changed', async (t) => {
  const { schema, store, writes } = await freshWrites(t);
  const { refId } = await anActiveCustomer(writes);
  const lock = await holding(t, schema, refId);
  t.deepEqual(await move(writes, refId, 'SOHO', Date.now() + 300)(), E.left({ _tag: 'CustomerBusy' as const }));
  await lock.release();
  const { transaction } = await succeeds(move(writes, refId, 'BUSINESS'));
  t.deepEqual(transaction.changes, [{ field: 'customerSegment', before: 'RESIDENTIAL', after: 'BUSINESS' }]);
  t.is((await succeeds(store.customers.find({ refId })))._tag, 'Some');
});

test('a change beyond the bound of the queue is refused immediately', async (t) => {
  const { writes } = await freshWrites(t, { maxQueue: 5 });
  const { refId } = await anActiveCustomer(writes);
  const outcomes = await Promise.all(
    Array.from({ length: 50 }, (_, n) => move(writes, refId, n % 2 === 0 ? 'SOHO' : 'BUSINESS')()),
  );
  const refused = outcomes.filter(E.isLeft).map(({ left }) => left._tag);
  t.true(refused.length >= 40, `${refused.length} refused`);
  t.deepEqual([...new Set(refused)], ['Overloaded']);
});

test('a change with an id that exists fails alone, and the other changes are committed', async (t) => {
  const { store, writes } = await freshWrites(t);
  const taken = await anActiveCustomer(writes);
  const ids = ['tx-of-the-thief', taken.refId];
  const thief = { ...writesTo(store.customers, () => ids.pop() ?? 'spent') };
  const state = { state: 'ACTIVE', stateReason: 'dfltActive' };
  const crash = perform(thief)(createCustomer)(
    { requestId: 'thief', state },
    context({ deadline: Date.now() + 1000 }),
  )().then(
    (outcome) => (E.isLeft(outcome) ? outcome.left._tag : 'created'),
    () => 'defect',
  );
  const neighbours = await Promise.all(
    ['SOHO', 'BUSINESS', 'SOHO'].map((segment) => succeeds(move(writes, taken.refId, segment))),
  );
  t.deepEqual(
    neighbours.map(({ transaction }) => transaction.payload.customer.version),
    [2, 3, 4],
  );
  t.is(await crash, 'defect');
});

test('a connection that the server terminates causes at most a fast failure, and the next change succeeds', async (t) => {
  const { schema, store, writes } = await freshWrites(t);
  const { refId } = await anActiveCustomer(writes);
  const admin = new pg.Client({ connectionString: url });
  await admin.connect();
  t.teardown(() => admin.end());
  const answered: Array<BusinessTransaction> = [];
  let terminated = 0;
  for (let round = 0; round < 20; round += 1) {
    const changes = Array.from({ length: 5 }, (_, n) =>
      move(writes, refId, ['SOHO', 'BUSINESS', 'RESIDENTIAL'][(round + n) % 3] ?? '')(),
    );
    const { rowCount } = await admin.query(
      `select pg_terminate_backend(pid) from pg_stat_activity where application_name like 'casm-%' and query like '%${schema}.%'`,
    );
    terminated += rowCount ?? 0;
    for (const outcome of await Promise.all(changes)) {
      if (E.isRight(outcome)) answered.push(outcome.right.transaction);
      else t.true(['StoreUnavailable', 'OutcomeUnknown'].includes(outcome.left._tag), outcome.left._tag);
    }
  }
  t.true(terminated > 0, 'some connection was terminated');
  const { transaction } = await succeeds(move(writes, refId, 'SOHO'));
  const { rows } = await admin.query<{ version: number; transaction_id: string }>(
    `select version, transaction_id from ${schema}.business_transaction where ref_id = $1 order by version`,
    [refId],
  );
  t.deepEqual(
    rows.map(({ version }) => version),
    rows.map((_, index) => index + 1),
    'versions without gaps',
  );
  const journaled = new Set(rows.map(({ transaction_id }) => transaction_id));
  for (const { changes, transactionId } of [...answered, transaction]) {
    if (changes.length > 0) t.true(journaled.has(transactionId), `answered ${transactionId} is in the journal`);
  }
  t.is((await succeeds(store.customers.find({ refId })))._tag, 'Some');
});

test('a missing server is StoreUnavailable, not a hang', async (t) => {
  const store = postgresStore({ url: 'postgres://postgres@127.0.0.1:1/nowhere', schema: 'casm' });
  t.teardown(store.close);
  const writes = writesTo(store.customers, numberedIds('x'));
  const outcome = await move(writes, 'nobody', 'SOHO')();
  t.is(E.isLeft(outcome) ? outcome.left._tag : 'answered', 'StoreUnavailable');
  t.is((await store.ping())._tag, 'Left');
});
