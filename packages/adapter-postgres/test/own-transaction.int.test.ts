import {
  customerService,
  type CustomerWrites,
  exampleCatalogue,
  perform,
  type Receipt,
  toTopics,
  updateCustomerSegment,
} from '@casm/core';
import { anActiveCustomer, context, numberedIds, succeeds, writesTo } from '@casm/core/testing';
import test, { type ExecutionContext } from 'ava';
import * as O from 'fp-ts/lib/Option.js';
import pg from 'pg';
import { migrateOperational, postgresStore, type PostgresStore } from '../src/index.js';
import { url } from './database.js';

let schemas = 0;

const aStore = async (t: ExecutionContext) => {
  schemas += 1;
  const schema = `own_${process.pid}_${schemas}`;
  await migrateOperational({ url, schema });
  const store = postgresStore({ url, schema, maxWaitMs: 60_000 });
  t.teardown(store.close);
  await succeeds(store.catalogue.seed(exampleCatalogue));
  const ids = numberedIds(`own-${schemas}`);
  const clients: Array<pg.Client> = [];
  const setUp = new pg.Client({ connectionString: url });
  clients.push(setUp);
  await setUp.connect();
  await setUp.query(`create table ${schema}.embedders_own (name text primary key)`);
  t.teardown(() => Promise.all(clients.map((client) => client.end())));
  const connect = async (): Promise<pg.Client> => {
    const client = new pg.Client({ connectionString: url });
    await client.connect();
    clients.push(client);
    return client;
  };
  return { store, schema, ids, connect, writes: writesTo(store.customers, ids) };
};

const on = (store: PostgresStore, client: pg.Client, newId: () => string): CustomerWrites => ({
  customers: store.inTransaction(client),
  newId,
  topicsFor: toTopics(),
});

const move = (writes: CustomerWrites, refId: string, customerSegment: string, given = {}) =>
  perform(writes)(updateCustomerSegment)(
    { requestId: writes.newId(), customer: { refId }, customerSegment },
    context({ deadline: Date.now() + 120_000, ...given }),
  );

const stored = async (store: PostgresStore, refId: string) => {
  const found = O.toNullable(await succeeds(store.customers.find({ refId })));
  return [found?.customerSegment, found?.version];
};

test('a change takes effect with the embedder’s commit, and is visible in its transaction before', async (t) => {
  const { store, schema, ids, connect, writes } = await aStore(t);
  const { refId } = await anActiveCustomer(writes);
  const client = await connect();
  await client.query('begin');
  await client.query(`insert into ${schema}.embedders_own values ('with it')`);
  const own = on(store, client, ids);
  const first = await succeeds(move(own, refId, 'SOHO'));
  const second = await succeeds(move(own, refId, 'BUSINESS'));
  t.deepEqual(
    [first, second].map(({ transaction }) => transaction.payload.customer.version),
    [2, 3],
  );
  t.deepEqual(O.toNullable(await succeeds(own.customers.find({ refId })))?.version, 3, 'its own view');
  t.deepEqual(
    (await succeeds(own.customers.effectiveSegments([{ refId }, { refId: 'nobody' }]))).map(O.toNullable),
    [{ refId, customerSegment: 'BUSINESS', version: 3 }, null],
    'its own view of the segment',
  );
  t.deepEqual(await stored(store, refId), ['RESIDENTIAL', 1], 'the view of others');
  await client.query('commit');
  t.deepEqual(await stored(store, refId), ['BUSINESS', 3]);
  const { rows } = await client.query(`select version from ${schema}.outbox where ref_id = $1 order by position`, [
    refId,
  ]);
  t.deepEqual(rows, [{ version: 1 }, { version: 2 }, { version: 3 }]);
});

test('a rollback of the embedder undoes everything, and the same requestId counts as a new request', async (t) => {
  const { store, schema, ids, connect, writes } = await aStore(t);
  const { refId } = await anActiveCustomer(writes);
  const client = await connect();
  const casm = customerService(on(store, client, ids));
  const command = { requestId: 'R', customer: { refId }, customerSegment: 'SOHO' };
  await client.query('begin');
  t.is((await casm.updateCustomerSegment(command, { client: 'crm' })).outcome, 'changed');
  await client.query('rollback');
  t.deepEqual(await stored(store, refId), ['RESIDENTIAL', 1]);
  for (const table of ['request_key', 'business_transaction', 'segment_history', 'outbox']) {
    const { rowCount } = await client.query(`select from ${schema}.${table} where ref_id = $1 and version > 1`, [
      refId,
    ]);
    t.is(rowCount, 0, table);
  }
  await client.query('begin');
  const again = await casm.updateCustomerSegment(command, { client: 'crm' });
  t.deepEqual(again.outcome === 'changed' && again.replayed, false);
  await client.query('commit');
});

test('a rejection, a duplicate external id and a decision that throws do not abort the transaction', async (t) => {
  const { store, schema, ids, connect, writes } = await aStore(t);
  const { refId } = await anActiveCustomer(writes);
  await anActiveCustomer(writes, { externalId: 'TAKEN' });
  const client = await connect();
  const own = on(store, client, ids);
  const casm = customerService(own);
  await client.query('begin');
  await client.query(`insert into ${schema}.embedders_own values ('before')`);
  const nowhere = { requestId: 'R-1', customer: { refId }, customerSegment: 'NOWHERE' };
  t.is((await casm.updateCustomerSegment(nowhere, { client: 'crm' })).outcome, 'rejected');
  const taken = { requestId: 'R-2', customer: { refId }, externalId: 'TAKEN' };
  t.is((await casm.updateCustomerExternalId(taken, { client: 'crm' })).outcome, 'rejected');
  await t.throwsAsync(move({ ...own, topicsFor: () => ['no topic'] }, refId, 'SOHO')(), { name: 'WiringDefect' });
  t.is((await move(own, refId, 'SOHO')())._tag, 'Right');
  await client.query('commit');
  t.deepEqual(await stored(store, refId), ['SOHO', 2]);
  t.is((await client.query(`select from ${schema}.embedders_own`)).rowCount, 1);
});

test('a change waits for a transaction that takes the same external id, and is then refused', async (t) => {
  const { store, ids, connect, writes } = await aStore(t);
  const [one, two] = [await anActiveCustomer(writes), await anActiveCustomer(writes)];
  const [a, b] = [await connect(), await connect()];
  const call = { client: 'crm', timeoutMs: 30_000 };
  await a.query('begin');
  await b.query('begin');
  const rename = (client: pg.Client, refId: string, requestId: string) =>
    customerService(on(store, client, ids)).updateCustomerExternalId(
      { requestId, customer: { refId }, externalId: 'WANTED' },
      call,
    );
  t.is((await rename(a, one.refId, 'R-a')).outcome, 'changed');
  const waiting = rename(b, two.refId, 'R-b');
  await a.query('commit');
  const second = await waiting;
  t.deepEqual(second.outcome === 'rejected' && second.rejections.map(({ _tag }) => _tag), ['ExternalIdTaken']);
  await b.query('commit');
});

test('a change whose customer stays locked until its deadline fails with CustomerBusy, and the transaction continues', async (t) => {
  const { store, ids, connect, writes } = await aStore(t);
  const [one, two] = [await anActiveCustomer(writes), await anActiveCustomer(writes)];
  const [a, b] = [await connect(), await connect()];
  await a.query('begin');
  await succeeds(move(on(store, a, ids), one.refId, 'SOHO'));
  await b.query('begin');
  const own = on(store, b, ids);
  const late = await move(own, one.refId, 'BUSINESS', { deadline: Date.now() + 3000 })();
  t.deepEqual(late._tag === 'Left' && late.left._tag, 'CustomerBusy');
  await a.query('commit');
  await succeeds(move(own, two.refId, 'BUSINESS'));
  await b.query('commit');
  t.deepEqual(await stored(store, one.refId), ['SOHO', 2]);
  t.deepEqual(await stored(store, two.refId), ['BUSINESS', 2]);
});

test('of two transactions that lock two customers in different order one may fail, and neither hangs', async (t) => {
  const { store, ids, connect, writes } = await aStore(t);
  const [one, two] = [await anActiveCustomer(writes), await anActiveCustomer(writes)];
  const [a, b] = [await connect(), await connect()];
  const [ownA, ownB] = [on(store, a, ids), on(store, b, ids)];
  await a.query('begin');
  await b.query('begin');
  await succeeds(move(ownA, one.refId, 'SOHO'));
  await succeeds(move(ownB, two.refId, 'SOHO'));
  const crossing = async (client: pg.Client, own: CustomerWrites, refId: string) => {
    const outcome = await move(own, refId, 'BUSINESS')();
    await client.query('commit');
    return outcome;
  };
  const crossed = await Promise.all([crossing(a, ownA, two.refId), crossing(b, ownB, one.refId)]);
  t.true(crossed.some((outcome) => outcome._tag === 'Right'));
  t.true(crossed.every((outcome) => outcome._tag === 'Right' || outcome.left._tag === 'CustomerBusy'));
});

test('200 races of transactions and batched changes on a few customers lose nothing and never deadlock', async (t) => {
  const { store, schema, ids, connect, writes } = await aStore(t);
  const customers = await Promise.all(Array.from({ length: 4 }, () => anActiveCustomer(writes)));
  const segments = ['RESIDENTIAL', 'SOHO', 'BUSINESS'];
  const clients = await Promise.all(Array.from({ length: 4 }, connect));
  const versions = new Map<string, Set<number>>(customers.map(({ refId }) => [refId, new Set([1])]));
  const note = ({ transaction }: Receipt): void => {
    const { refId, version } = transaction.payload.customer;
    if (transaction.changes.length === 0) return;
    t.false(versions.get(refId)?.has(version), `version ${version} of ${refId} is given once`);
    versions.get(refId)?.add(version);
  };
  const pick = (n: number) => customers[n % customers.length]?.refId ?? '';
  await Promise.all([
    ...clients.map(async (client, index) => {
      for (let race = 0; race < 50; race += 1) {
        await client.query('begin');
        const own = on(store, client, ids);
        // In order of refId, to avoid deadlocks with similar transactions.
        const both = [pick(race + index), pick(race + index + 1)].sort((x, y) => (x < y ? -1 : 1));
        const receipts = [];
        for (const refId of both) receipts.push(await succeeds(move(own, refId, segments[(race + index) % 3] ?? '')));
        const undo = race % 5 === 0;
        await client.query(undo ? 'rollback' : 'commit');
        if (!undo) receipts.forEach(note);
      }
    }),
    ...Array.from({ length: 200 }, async (_, n) => note(await succeeds(move(writes, pick(n), segments[n % 3] ?? '')))),
  ]);
  for (const { refId } of customers) {
    const given = [...(versions.get(refId) ?? [])].sort((x, y) => x - y);
    t.deepEqual(
      given,
      given.map((_, index) => index + 1),
      'versions without gaps',
    );
    const { rows } = (await clients[0]?.query(
      `select version from ${schema}.outbox where ref_id = $1 order by position`,
      [refId],
    )) ?? { rows: [] };
    t.deepEqual(
      rows.map(({ version }: { version: number }) => version),
      given,
      'the outbox has them in order',
    );
  }
});

test('without a transaction, or with another DateStyle, a change rejects with UnusableTransaction and changes nothing', async (t) => {
  const { store, ids, connect, writes } = await aStore(t);
  const { refId } = await anActiveCustomer(writes);
  const client = await connect();
  const own = on(store, client, ids);
  await t.throwsAsync(move(own, refId, 'SOHO')(), { name: 'UnusableTransaction', message: /no open transaction/ });
  await client.query('begin');
  await client.query(`set local datestyle = 'German'`);
  await t.throwsAsync(move(own, refId, 'SOHO')(), { name: 'UnusableTransaction', message: /DateStyle/ });
  await client.query('commit');
  t.deepEqual(await stored(store, refId), ['RESIDENTIAL', 1]);
});
