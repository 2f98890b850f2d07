import { updateCustomerSegment, perform } from '@casm/core';
import { anActiveCustomer, context, exampleCatalogue, numberedIds, succeeds, writesTo } from '@casm/core/testing';
import test from 'ava';
import pg from 'pg';
import { postgresStore } from '../src/index.js';
import { url } from './database.js';
import { freshSchema } from './fresh-store.js';

const segments = ['SOHO', 'BUSINESS', 'RESIDENTIAL'];

test('changes of one customer by either id take effect in call order, with several batches in flight', async (t) => {
  const schema = await freshSchema(url);
  const store = postgresStore({
    url,
    schema,
    role: `${schema}_service`,
    batchesInFlight: 3,
    maxBatch: 2,
    maxWaitMs: 60_000,
  });
  t.teardown(store.close);
  await succeeds(store.catalogue.seed(exampleCatalogue));
  const writes = writesTo(store.customers, numberedIds(schema));
  const { refId, externalId } = await anActiveCustomer(writes, { externalId: 'crm-1' });
  const other = await anActiveCustomer(writes);
  const calls = Array.from({ length: 30 }, (_, n) => [
    n % 5 === 4 ? { externalId } : { refId },
    { refId: other.refId },
  ]).flat();
  const receipts = await Promise.all(
    calls.map((customer, n) =>
      succeeds(
        perform(writes)(updateCustomerSegment)(
          { requestId: writes.newId(), customer, customerSegment: segments[Math.floor(n / 2) % 3] },
          context(),
        ),
      ),
    ),
  );
  for (const of of [refId, other.refId]) {
    const versions = receipts
      .map(({ transaction }) => transaction.payload.customer)
      .filter((customer) => customer.refId === of)
      .map(({ version }) => version);
    t.deepEqual(
      versions,
      versions.map((_, n) => n + 2),
    );
  }
});

test('four processes on 1,000 hot customers answer every request, and never deadlock', async (t) => {
  const schema = await freshSchema(url);
  const options = { url, schema, role: `${schema}_service`, batchesInFlight: 2, maxWaitMs: 60_000 };
  const stores = [1, 2, 3, 4].map(() => postgresStore(options));
  const admin = new pg.Client({ connectionString: url });
  await admin.connect();
  t.teardown(() => admin.end());
  const [first] = stores;
  if (first === undefined) throw new Error('there is no store');
  await succeeds(first.catalogue.seed(exampleCatalogue));
  const ids = numberedIds(schema);
  const customers = await Promise.all(
    Array.from({ length: 1000 }, () => anActiveCustomer(writesTo(first.customers, ids))),
  );
  const before = await deadlocks(admin);
  // Each process changes all customers concurrently, in a different order.
  const orders = [1, 3, 7, 999];
  const receipts = await Promise.all(
    stores.flatMap(({ customers: repository }, process) => {
      const writes = writesTo(repository, numberedIds(`${schema}-${process}`));
      return customers.map((_, n) =>
        succeeds(
          perform(writes)(updateCustomerSegment)(
            {
              requestId: writes.newId(),
              customer: { refId: customers[(n * (orders[process] ?? 1)) % 1000]?.refId },
              customerSegment: segments[process % 3],
            },
            context(),
          ),
        ),
      );
    }),
  );
  t.is(receipts.length, 4000);
  // A connection reports its deadlocks when it ends, at the latest.
  await Promise.all(stores.map(({ close }) => close()));
  t.is(await deadlocks(admin), before);
  const { rows } = await admin.query<{ wrong: number }>(
    `select count(*)::integer as wrong from ${schema}.customer c
     where c.version <> (select count(*) from ${schema}.business_transaction b where b.ref_id = c.ref_id)`,
  );
  t.is(rows[0]?.wrong, 0, 'versions without a journal');
});

/** Deadlocks in this database since the server started. */
const deadlocks = async (admin: pg.Client): Promise<number> => {
  const { rows } = await admin.query<{ deadlocks: number }>(
    'select deadlocks::integer from pg_stat_database where datname = current_database()',
  );
  return rows[0]?.deadlocks ?? Number.NaN;
};
