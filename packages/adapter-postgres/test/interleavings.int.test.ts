import {
  completeTopic,
  type Customer,
  type CustomerHistory,
  type CustomerRepository,
  type Outbox,
  type ShardLeases,
  type Receipt,
  perform,
  updateCustomerSegment,
} from '@casm/core';
import {
  anActiveCustomer,
  context,
  exampleCatalogue,
  inMemoryStore,
  numberedIds,
  succeeds,
  writesTo,
} from '@casm/core/testing';
import test, { type ExecutionContext } from 'ava';
import fc from 'fast-check';
import * as E from 'fp-ts/lib/Either.js';
import * as O from 'fp-ts/lib/Option.js';
import { postgresStore } from '../src/index.js';
import { url } from './database.js';
import { freshSchema } from './fresh-store.js';

/** One call: customer, kind of id, segment, one of a few requestIds, optional expected versions, process. */
const callArbitrary = fc.record({
  customer: fc.integer({ min: 0, max: 2 }),
  byExternalId: fc.boolean(),
  segment: fc.constantFrom('RESIDENTIAL', 'SOHO', 'BUSINESS'),
  request: fc.integer({ min: 0, max: 14 }),
  expectedVersions: fc.option(fc.array(fc.integer({ min: 1, max: 4 }), { maxLength: 2 }), { nil: null }),
  process: fc.integer({ min: 0, max: 1 }),
});

type Call = typeof callArbitrary extends fc.Arbitrary<infer A> ? A : never;

interface Subject {
  readonly processes: readonly [CustomerRepository, CustomerRepository];
  readonly history: CustomerHistory;
  readonly outbox: Outbox;
  readonly leases: ShardLeases;
}

let run = 0;

/** Makes all calls concurrently; then versions, history, outbox and answers must be consistent. */
const mustBeConsistent = async (
  t: ExecutionContext,
  { processes, history, outbox, leases }: Subject,
  calls: ReadonlyArray<Call>,
) => {
  run += 1;
  const ids = numberedIds(`run-${process.pid}-${run}`);
  const [first] = processes;
  const customers: Array<Customer> = [];
  for (let n = 0; n < 3; n += 1) {
    customers.push(await anActiveCustomer(writesTo(first, ids), { externalId: ids() }));
  }
  const outcomes = await Promise.all(
    calls.map(({ customer, byExternalId, segment, request, expectedVersions, process: index }) =>
      perform(writesTo(processes[index === 0 ? 0 : 1], ids))(updateCustomerSegment)(
        {
          requestId: `run-${run}-${request}`,
          customer: byExternalId
            ? { externalId: customers[customer]?.externalId }
            : { refId: customers[customer]?.refId },
          customerSegment: segment,
        },
        context({ expectedVersions }),
      )(),
    ),
  );
  const receipts = outcomes.flatMap((outcome) => (E.isRight(outcome) ? [outcome.right] : []));
  t.true(
    outcomes.every((outcome) => E.isRight(outcome) || outcome.left._tag === 'Rejected'),
    'nothing fails except by a rejection',
  );
  const answers = new Map<string, Receipt>();
  for (const receipt of receipts) {
    const same = answers.get(receipt.transaction.requestId) ?? receipt;
    t.is(receipt.body, same.body, 'one answer for one request');
    answers.set(receipt.transaction.requestId, same);
  }
  t.is(receipts.filter(({ replayed }) => !replayed).length, answers.size, 'one effect for one request');

  const shards = await succeeds(leases.lease('test', 60_000));
  const unpublished = await succeeds(outbox.pending(shards, completeTopic, 100_000));
  for (const { refId } of customers) {
    const effective = [...answers.values()]
      .filter(({ transaction }) => transaction.payload.customer.refId === refId && transaction.changes.length > 0)
      .sort((a, b) => a.transaction.payload.customer.version - b.transaction.payload.customer.version);
    const versions = [1, ...effective.map(({ transaction }) => transaction.payload.customer.version)];
    t.deepEqual(
      versions,
      versions.map((_, index) => index + 1),
      'versions without gaps',
    );
    const messages = unpublished.filter(({ message }) => message.refId === refId).map(({ message }) => message);
    t.deepEqual(
      messages.slice(1).map(({ body }) => body),
      effective.map(({ body }) => body),
      'the outbox holds the answers',
    );
    const segments = await succeeds(history.segments({ refId }, { limit: 1000, before: null, asOf: null }));
    const periods = O.isSome(segments) ? segments.value.map(({ version }) => version).reverse() : [];
    t.deepEqual(periods, versions, 'the history has every version');
    const stored = await succeeds(first.find({ refId }));
    t.is(O.isSome(stored) ? stored.value.version : 0, versions.length, 'the stored version is the last');
  }
};

const plans = fc.array(callArbitrary, { minLength: 1, maxLength: 30 });

test('property: any interleaving of updates, repeats and expected versions is consistent, in memory', async (t) => {
  const { customers, history, outbox, leases } = inMemoryStore({ catalogue: exampleCatalogue });
  await fc.assert(
    fc.asyncProperty(plans, (calls) =>
      mustBeConsistent(t, { processes: [customers, customers], history, outbox, leases }, calls),
    ),
  );
});

for (const batchesInFlight of [1, 3]) {
  test(`property: the same on PostgreSQL, from two processes with up to ${batchesInFlight} batches in flight`, async (t) => {
    const schema = await freshSchema(url);
    const options = {
      url,
      schema,
      role: `${schema}_service`,
      batchesInFlight,
      maxWaitMs: 60_000,
      maxBatch: batchesInFlight === 1 ? 64 : 3,
    };
    const [one, other] = [postgresStore(options), postgresStore(options)];
    t.teardown(one.close);
    t.teardown(other.close);
    await succeeds(one.catalogue.seed(exampleCatalogue));
    const subject: Subject = {
      processes: [one.customers, other.customers],
      history: one.history,
      outbox: one.outbox,
      leases: one.leases,
    };
    await fc.assert(
      fc.asyncProperty(plans, (calls) => mustBeConsistent(t, subject, calls)),
      { numRuns: 60 },
    );
  });
}
