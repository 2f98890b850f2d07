import test from 'ava';
import fc from 'fast-check';
import { type BusinessTransaction, foldIntoWarehouse, type Known } from '../src/index.js';
import { inMemoryWarehouse, succeeds } from '../src/testing/index.js';
import { aCustomer, segmentCodes } from './arbitraries.js';

/** Returns versions 1..n of one customer that moves through the given segments. */
const life = (refId: string, segments: ReadonlyArray<string>): ReadonlyArray<BusinessTransaction> =>
  segments.map((after, index) => ({
    transactionId: `${refId}-${index}`,
    requestId: `${refId}-${index}`,
    operation: 'updateCustomerSegment',
    occurredAt: new Date(Date.UTC(2026, 0, 1 + index)).toISOString(),
    initiator: 'crm',
    reason: null,
    changes: [{ field: 'customerSegment', before: segments[index - 1] ?? null, after }],
    ...(index % 2 === 1 ? { campaignId: 'spring' } : {}),
    payload: { customer: aCustomer({ refId, customerSegment: after, version: index + 1 }) },
  }));

const lives = fc
  .array(fc.array(fc.constantFrom(...segmentCodes), { minLength: 1, maxLength: 6 }), { minLength: 1, maxLength: 4 })
  .map((all) => all.flatMap((segments, index) => life(`c-${index}`, segments)));

/** The same deliveries in another order, some repeated, divided into batches. */
const disturbed = lives.chain((transactions) =>
  fc
    .tuple(
      fc.shuffledSubarray(transactions, { minLength: transactions.length }),
      fc.array(fc.constantFrom(...transactions), { maxLength: 10 }),
      fc.integer({ min: 1, max: 7 }),
    )
    .map(([shuffled, repeats, size]) => ({ transactions, delivered: [...repeats, ...shuffled, ...repeats], size })),
);

const deliveryOf = (transaction: BusinessTransaction, offset: number) => ({
  partition: { cluster: 'test', group: 'dwh', topic: 'casm.customer', partition: 0 },
  offset,
  key: transaction.payload.customer.refId,
  body: JSON.stringify(transaction),
});

const applied = async (batches: ReadonlyArray<ReadonlyArray<BusinessTransaction>>) => {
  const { warehouse, reports } = inMemoryWarehouse();
  for (const transactions of batches) {
    const arrivals = transactions.map((transaction, offset) => ({
      transaction,
      delivery: deliveryOf(transaction, offset),
    }));
    await succeeds(warehouse.apply({ arrivals, deadLetters: [], positions: [], subscriber: 'test' }));
  }
  return {
    segments: await succeeds(reports.segments),
    moves: await succeeds(reports.segmentMoves('2026-01-01', '2026-12-31')),
    campaign: await succeeds(reports.campaign('spring')),
    versions: (await succeeds(reports.freshness)).versions,
    missingVersions: (await succeeds(reports.freshness)).missingVersions,
    customers: await Promise.all(['c-0', 'c-1', 'c-2', 'c-3'].map((refId) => succeeds(reports.customer({ refId })))),
  };
};

const inBatches = <A>(all: ReadonlyArray<A>, size: number): ReadonlyArray<ReadonlyArray<A>> =>
  all.length === 0 ? [] : [all.slice(0, size), ...inBatches(all.slice(size), size)];

test('property: the warehouse does not depend on order, repetition and batching', async (t) => {
  await fc.assert(
    fc.asyncProperty(disturbed, async ({ transactions, delivered, size }) => {
      t.deepEqual(await applied(inBatches(delivered, size)), await applied([transactions]));
    }),
  );
});

const nothingKnown: Known = { transactionIdOf: () => undefined, current: () => undefined };

/** Returns the stored data after exactly these transactions. */
const knowing = (transactions: ReadonlyArray<BusinessTransaction>): Known => ({
  transactionIdOf: (refId, version) =>
    transactions.find(({ payload: { customer } }) => customer.refId === refId && customer.version === version)
      ?.transactionId,
  current: (refId) =>
    transactions.map(({ payload }) => payload.customer).findLast((customer) => customer.refId === refId),
});

/** A history, followed by conflicting transactions for some of its versions. */
const forked = lives.chain((transactions) =>
  fc.tuple(fc.constant(transactions), fc.subarray([...transactions])).map(([history, some]) => ({
    history,
    others: some.map((transaction) => ({
      ...transaction,
      transactionId: `${transaction.transactionId}-otherwise`,
      changes: [],
      payload: { customer: { ...transaction.payload.customer, customerSegment: 'WHOLESALE' } },
    })),
  })),
);

test('property: a transaction of another history changes nothing and is reported as a conflict, in the same batch or a later one', (t) => {
  fc.assert(
    fc.property(forked, ({ history, others }) => {
      const { conflicts: none, ...alone } = foldIntoWarehouse(nothingKnown, history);
      t.deepEqual(none, []);
      const { conflicts: inBatch, ...together } = foldIntoWarehouse(nothingKnown, [...history, ...others]);
      t.deepEqual(together, alone);
      const { conflicts: later, ...afterwards } = foldIntoWarehouse(knowing(history), others);
      t.deepEqual(afterwards, { versions: [], customers: [], population: [], moves: [], campaigns: [], gaps: [] });
      const keptTransactionIds = others.map(({ transactionId }) => transactionId.replace('-otherwise', ''));
      t.deepEqual(
        later,
        keptTransactionIds.map((keptTransactionId, index) => ({ index, keptTransactionId })),
      );
      t.deepEqual(
        inBatch,
        later.map(({ index, ...rest }) => ({ index: history.length + index, ...rest })),
      );
    }),
  );
});
