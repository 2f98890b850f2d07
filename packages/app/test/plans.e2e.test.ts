import { migrateOperational, migrateWarehouse, postgresStore } from '@casm/adapter-postgres';
import {
  createCustomer,
  type CustomerOperation,
  exampleCatalogue,
  perform,
  toTopics,
  updateCustomerState,
} from '@casm/core';
import { testDatabase, waitUntil } from '@casm/test-engines';
import test from 'ava';
import * as E from 'fp-ts/lib/Either.js';
import pg from 'pg';
import { v7 } from 'uuid';
import { casm } from './running-casm.js';

const planned = 1000;
const cancelled = 50;

/** Long enough for all plans to be made and confirmed before. */
const untilDueMs = 20_000;

test('a thousand plans that are due at once are each applied once by three processes, of which one is killed; cancelled ones never', async (t) => {
  const { url } = await testDatabase();
  await migrateOperational({ url, schema: 'casm' });
  await migrateWarehouse({ url, schema: 'casm_dwh' });
  const store = postgresStore({ url, schema: 'casm', maxWaitMs: 60_000 });
  t.teardown(store.close);
  const run = perform({ customers: store.customers, newId: () => v7(), topicsFor: toTopics() });
  const must = async (operation: CustomerOperation, body: Readonly<Record<string, unknown>>) => {
    const context = { client: 'crm', expectedVersions: null, deadline: Date.now() + 60_000, traceparent: null };
    const outcome = await run(operation)({ requestId: v7(), ...body }, context)();
    if (E.isLeft(outcome)) throw new Error(JSON.stringify(outcome.left));
    return outcome.right.transaction.payload.customer.refId;
  };
  t.true(E.isRight(await store.catalogue.seed(exampleCatalogue)()));

  const due = new Date(Date.now() + untilDueMs).toISOString();
  const state = { state: 'SUSPENDED', stateReason: 'dfltSuspended', stateValidFrom: due, pending: true };
  const planFor = async (settle: ReadonlyArray<'CONFIRM' | 'CANCEL'>): Promise<void> => {
    const refId = await must(createCustomer, { state: { state: 'ACTIVE', stateReason: 'dfltActive' } });
    await must(updateCustomerState, { customer: { refId }, state });
    for (const pendingOperation of settle) await must(updateCustomerState, { customer: { refId }, pendingOperation });
  };
  await Promise.all(Array.from({ length: planned }, () => planFor(['CONFIRM'])));
  await Promise.all(Array.from({ length: cancelled }, () => planFor(['CONFIRM', 'CANCEL'])));
  t.true(new Date().toISOString() < due, 'all plans are settled before they are due');

  const env = { CASM_DATABASE_URL: url, CASM_API_TOKENS: 'crm:0123456789abcdef' };
  const processes = Array.from({ length: 3 }, () => casm(['serve', '--port', '0'], env));
  t.teardown(() => processes.forEach(({ process: child }) => child.kill('SIGKILL')));
  const database = new pg.Client({ connectionString: url });
  await database.connect();
  t.teardown(() => database.end());
  const count = async (query: string): Promise<number> => {
    const { rows } = await database.query<{ count: string }>(query);
    return Number(rows[0]?.count);
  };
  const suspended = () => count(`select count(*) from casm.customer where state = 'SUSPENDED'`);
  await waitUntil(async () => (await suspended()) > 0, { deadlineMs: 60_000, describe: () => 'a plan is applied' });
  processes[0]?.process.kill('SIGKILL');
  await waitUntil(async () => (await suspended()) === planned, {
    deadlineMs: 60_000,
    describe: () => 'every confirmed plan is applied',
  });

  t.is(await count(`select count(*) from casm.customer where pending_state is not null`), 0, 'no plan is left');
  t.is(
    await count(`
      select count(*) from (
        select ref_id from casm.business_transaction
        where body::json ->> 'initiator' = 'casm-scheduler' group by ref_id having count(*) = 1) as once`),
    planned,
    'each has one transaction of the scheduler',
  );
  t.is(
    await count(`select count(*) from casm.business_transaction where body::json ->> 'initiator' = 'casm-scheduler'`),
    planned,
    'and nobody else has one',
  );
  t.is(
    await count(`select count(*) from casm.customer where state = 'SUSPENDED' and version <> 4`),
    0,
    'versions have no gaps',
  );
});
