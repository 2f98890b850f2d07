import test from 'ava';
import fc from 'fast-check';
import type { BusinessTransaction } from '../src/index.js';
import { inMemoryWarehouse, succeeds } from '../src/testing/index.js';
import { aCustomer, segmentCodes } from './arbitraries.js';

/** The versions 1..n of one customer that walks through the given segments. */
const life = (refId: string, segments: ReadonlyArray<string>): ReadonlyArray<BusinessTransaction> =>
  segments.map((after, index) => ({
    transactionId: `${refId}-${index}`,
    requestId: `${refId}-${index}`,
    operation: 'updateCustomerSegment',
    occurredAt: new Date(Date.UTC(2026, 0, 1 + index)).toISOString(),
    initiator: 'crm',
    reason: null,
    changes: [{ field: 'customerSegment', before: segments[index - 1] ?? null, after }],
    payload: { customer: aCustomer({ refId, customerSegment: after, version: index + 1 }) },
  }));

const lives = fc
  .array(fc.array(fc.constantFrom(...segmentCodes), { minLength: 1, maxLength: 6 }), { minLength: 1, maxLength: 4 })
  .map((all) => all.flatMap((segments, index) => life(`c-${index}`, segments)));

/** The same deliveries in another order, some of them twice or more, cut into batches. */
const disturbed = lives.chain((transactions) =>
  fc
    .tuple(
      fc.shuffledSubarray(transactions, { minLength: transactions.length }),
      fc.array(fc.constantFrom(...transactions), { maxLength: 10 }),
      fc.integer({ min: 1, max: 7 }),
    )
    .map(([shuffled, repeats, size]) => ({ transactions, delivered: [...repeats, ...shuffled, ...repeats], size })),
);

const applied = async (batches: ReadonlyArray<ReadonlyArray<BusinessTransaction>>) => {
  const { warehouse, reports } = inMemoryWarehouse();
  for (const transactions of batches)
    await succeeds(warehouse.apply({ transactions, deadLetters: [], positions: [], subscriber: 'test' }));
  return {
    segments: await succeeds(reports.segments),
    moves: await succeeds(reports.segmentMoves('2026-01-01', '2026-12-31')),
    versions: (await succeeds(reports.freshness)).versions,
    missingVersions: (await succeeds(reports.freshness)).missingVersions,
    customers: await Promise.all(['c-0', 'c-1', 'c-2', 'c-3'].map((refId) => succeeds(reports.customer({ refId })))),
  };
};

const inBatches = <A>(all: ReadonlyArray<A>, size: number): ReadonlyArray<ReadonlyArray<A>> =>
  all.length === 0 ? [] : [all.slice(0, size), ...inBatches(all.slice(size), size)];

test('property: order, repetition and batching make no difference to the warehouse', async (t) => {
  await fc.assert(
    fc.asyncProperty(disturbed, async ({ transactions, delivered, size }) => {
      t.deepEqual(await applied(inBatches(delivered, size)), await applied([transactions]));
    }),
  );
});
