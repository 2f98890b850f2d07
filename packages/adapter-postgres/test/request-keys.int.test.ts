import { updateCustomerSegment, perform } from '@casm/core';
import { anActiveCustomer, context, exampleCatalogue, numberedIds, succeeds, writesTo } from '@casm/core/testing';
import { testDatabase } from '@casm/test-engines';
import test from 'ava';
import pg from 'pg';
import { migrateOperational, postgresStore } from '../src/index.js';

test('request keys are removed when they have expired, and not before, anywhere in the table', async (t) => {
  const database = await testDatabase();
  const store = postgresStore({ url: database.url, schema: 'casm' });
  const client = new pg.Client({ connectionString: database.url });
  t.teardown(async () => {
    await client.end();
    await store.close();
    await database.drop();
  });
  await migrateOperational({ url: database.url, schema: 'casm' });
  await client.connect();
  await succeeds(store.catalogue.seed(exampleCatalogue));
  const writes = writesTo(store.customers, numberedIds('id'));
  const customer = await anActiveCustomer(writes);
  // More pages than one call covers, with old keys before and after the one that must stay.
  const addOld = (from: number, to: number) =>
    client.query(
      `insert into casm.request_key (client, request_id, operation, content_hash, created_at)
       select 'long-ago', 'old-' || n, 'updateCustomerSegment', sha256('x'), now() - interval '25 hours'
       from generate_series($1::integer, $2::integer) as n`,
      [from, to],
    );
  await addOld(1, 15_000);
  const body = { requestId: 'kept', customer: { refId: customer.refId }, customerSegment: 'SOHO' };
  const first = await succeeds(perform(writes)(updateCustomerSegment)(body, context()));
  await addOld(15_001, 30_000);

  let removed = 0;
  let calls = 0;
  for (let atEnd = false; !atEnd; calls += 1) {
    const swept = await succeeds(store.forgetRequests(24));
    removed += swept.removed;
    atEnd = swept.atEnd;
  }
  t.is(removed, 30_000);
  t.true(calls > 1);
  const again = await succeeds(perform(writes)(updateCustomerSegment)(body, context()));
  t.deepEqual([again.replayed, again.body], [true, first.body]);
});
