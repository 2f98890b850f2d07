import test from 'ava';
import fc from 'fast-check';
import { type BusinessTransaction, campaignEffectOf, foldIntoWarehouse, type Known } from '../src/index.js';
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

const customersOf = (transactions: ReadonlyArray<BusinessTransaction>) =>
  transactions.map(({ payload }) => payload.customer);

test('a first batch: each version counts once, each customer at its newest, each segment and state with its customers', (t) => {
  const [first, second, third] = [life('c-2', ['SOHO', 'BUSINESS']), life('c-1', ['SOHO']), life('c-3', ['BUSINESS'])];
  const batch = [...first, ...second, ...third];
  t.deepEqual(foldIntoWarehouse(nothingKnown, [...batch, ...batch.toReversed()]), {
    versions: batch,
    customers: customersOf([...first.slice(1), ...second, ...third]),
    population: [
      { customerSegment: 'BUSINESS', state: 'ACTIVE', customers: 2 },
      { customerSegment: 'SOHO', state: 'ACTIVE', customers: 1 },
    ],
    moves: [
      { occurredAt: '2026-01-01T00:00:00.000Z', from: null, to: 'SOHO' },
      { occurredAt: '2026-01-02T00:00:00.000Z', from: 'SOHO', to: 'BUSINESS' },
      { occurredAt: '2026-01-01T00:00:00.000Z', from: null, to: 'SOHO' },
      { occurredAt: '2026-01-01T00:00:00.000Z', from: null, to: 'BUSINESS' },
    ],
    campaigns: [
      {
        campaignId: 'spring',
        from: 'SOHO',
        to: 'BUSINESS',
        customers: 1,
        latestOccurredAt: '2026-01-02T00:00:00.000Z',
      },
    ],
    gaps: [],
    conflicts: [],
  });
});

test('the population follows the current value: what a customer leaves loses one, and sums of zero are left out', (t) => {
  const moving = life('c-1', ['SOHO', 'BUSINESS']);
  const into = (known: ReadonlyArray<BusinessTransaction>, batch: ReadonlyArray<BusinessTransaction>) =>
    foldIntoWarehouse(knowing(known), batch).population;
  t.deepEqual(into(moving.slice(0, 1), moving), [
    { customerSegment: 'BUSINESS', state: 'ACTIVE', customers: 1 },
    { customerSegment: 'SOHO', state: 'ACTIVE', customers: -1 },
  ]);
  const coming = life('c-2', ['BUSINESS', 'SOHO']);
  t.deepEqual(into([...moving.slice(0, 1), ...coming.slice(0, 1)], [...moving.slice(1), ...coming.slice(1)]), []);
  t.deepEqual(into(moving, moving), []);
});

test('a change of another member is no move, a customer can leave its segment, and what is no code counts as none', (t) => {
  const [created, left] = life('c-1', ['SOHO', 'BUSINESS']);
  if (created === undefined || left === undefined) return t.fail();
  const renamed = { ...left, changes: [{ field: 'customName' as const, before: null, after: 'Ada' }] };
  t.deepEqual(foldIntoWarehouse(knowing([created]), [renamed]).moves, []);
  for (const after of [null, 7, {}]) {
    const none = { ...left, changes: [{ field: 'customerSegment' as const, before: 'SOHO', after }] };
    t.deepEqual(foldIntoWarehouse(knowing([created]), [none]).moves, [
      { occurredAt: left.occurredAt, from: 'SOHO', to: null },
    ]);
  }
});

test('a version that arrives before an earlier one leaves a gap, which the earlier one closes', (t) => {
  const [one, two] = [life('c-1', ['SOHO', 'BUSINESS', 'SOHO', 'BUSINESS']), life('c-0', ['SOHO', 'BUSINESS'])];
  const [v1, v2, v3, v4] = one;
  const [, late] = two;
  if (v1 === undefined || v2 === undefined || v3 === undefined || v4 === undefined || late === undefined)
    return t.fail();
  const ahead = foldIntoWarehouse(knowing([v1]), [v4, late]);
  t.deepEqual(ahead.gaps, [
    { refId: 'c-0', missing: 1 },
    { refId: 'c-1', missing: 2 },
  ]);
  const behind = foldIntoWarehouse(knowing([v1, v4]), [v3, v2]);
  t.deepEqual(behind.gaps, [{ refId: 'c-1', missing: -2 }]);
  t.deepEqual([behind.versions, behind.customers, behind.population], [[v3, v2], [], []]);
  t.deepEqual(
    behind.moves.map(({ to }) => to),
    ['SOHO', 'BUSINESS'],
  );
});

test('what campaigns have moved is summed in order of campaign and segments, with the latest time of each', (t) => {
  const moved = (
    refId: string,
    campaignId: string,
    from: string,
    day: number,
    stayed = false,
  ): BusinessTransaction => ({
    transactionId: refId,
    requestId: refId,
    operation: 'updateCustomerSegment',
    occurredAt: `2026-01-0${day}T00:00:00.000Z`,
    initiator: 'crm',
    reason: null,
    changes: stayed ? [] : [{ field: 'customerSegment', before: from, after: 'BUSINESS' }],
    campaignId,
    payload: { customer: aCustomer({ refId, customerSegment: 'BUSINESS', version: 2 }) },
  });
  const { campaigns } = foldIntoWarehouse(nothingKnown, [
    moved('c-1', 'winter', 'SOHO', 1),
    moved('c-2', 'spring', 'SOHO', 2),
    moved('c-3', 'spring', 'RESIDENTIAL', 3),
    moved('c-4', 'spring', 'SOHO', 5),
    moved('c-5', 'spring', 'SOHO', 4),
    moved('c-6', 'spring', 'SOHO', 1, true),
  ]);
  const [to, from] = ['BUSINESS', 'SOHO'];
  t.deepEqual(campaigns, [
    { campaignId: 'spring', from: to, to, customers: 1, latestOccurredAt: '2026-01-01T00:00:00.000Z' },
    { campaignId: 'spring', from: 'RESIDENTIAL', to, customers: 1, latestOccurredAt: '2026-01-03T00:00:00.000Z' },
    { campaignId: 'spring', from, to, customers: 3, latestOccurredAt: '2026-01-05T00:00:00.000Z' },
    { campaignId: 'winter', from, to, customers: 1, latestOccurredAt: '2026-01-01T00:00:00.000Z' },
  ]);
});

test('the effect of a campaign: segments in order of code before those without one, each customer counted before and after', (t) => {
  const shift = (from: string | null, to: string | null, customers: number, day: number) => ({
    campaignId: 'spring',
    from,
    to,
    customers,
    latestOccurredAt: `2026-01-0${day}T00:00:00.000Z`,
  });
  const shifts = [shift('SOHO', null, 2, 1), shift(null, '7', 3, 4), shift('SOHO', '7', 5, 2)];
  const effect = {
    applied: 10,
    latestOccurredAt: '2026-01-04T00:00:00.000Z',
    segments: [
      { customerSegment: '7', before: 0, after: 8 },
      { customerSegment: 'SOHO', before: 7, after: 0 },
      { customerSegment: null, before: 3, after: 2 },
    ],
  };
  t.deepEqual(campaignEffectOf(shifts), effect);
  t.deepEqual(campaignEffectOf(shifts.toReversed()), effect);
  t.deepEqual(campaignEffectOf([]), { applied: 0, latestOccurredAt: null, segments: [] });
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
