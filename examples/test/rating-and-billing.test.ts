import { createReadStream } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { createInterface } from 'node:readline';
import { type CustomerRepository, customerService, readSegmentHistory, toTopics } from '@casm/core';
import { exampleCatalogue, inMemoryStore, numberedIds, succeeds } from '@casm/core/testing';
import test from 'ava';
import { chargeIn, invoicesFor, monthOf } from '../billing-run/invoices.js';
import { type Rated, rateUsage } from '../rating/rate-usage.js';

const call = { client: 'crm' };
const active = { state: 'ACTIVE', stateReason: 'dfltActive' } as const;
const inFolder = (name: string): URL => new URL(`../${name}`, import.meta.url);

/** A store with a clock that the test sets, with CRM-1001 in RESIDENTIAL and CRM-1002 in SOHO since 15 January. */
const onFifteenthOfJanuary = async () => {
  let now = '2026-01-15T08:00:00.000Z';
  const store = inMemoryStore({ catalogue: exampleCatalogue, clock: () => now });
  const casm = customerService({ customers: store.customers, newId: numberedIds('id'), topicsFor: toTopics() });
  for (const [externalId, customerSegment] of [
    ['CRM-1001', 'RESIDENTIAL'],
    ['CRM-1002', 'SOHO'],
  ] as const)
    await casm.createCustomer({ requestId: externalId, externalId, customerSegment, state: active }, call);
  const moveTo = (customerSegment: string, requestId = `to-${customerSegment}`) =>
    casm.updateCustomerSegment({ requestId, customer: { externalId: 'CRM-1001' }, customerSegment }, call);
  return { store, moveTo, at: (moment: string) => void (now = moment) };
};

/** The only port of the services: it gives no access to the history. */
const onlySegments = ({ customers }: { readonly customers: CustomerRepository }) => ({
  customers: { effectiveSegments: customers.effectiveSegments },
});

const all = async <A>(values: AsyncIterable<A>): Promise<ReadonlyArray<A>> => {
  const collected: Array<A> = [];
  for await (const value of values) collected.push(value);
  return collected;
};

const centsOf = (rated: Rated): number | null => ('cents' in rated ? rated.cents : null);

test('an invoice for January that is made on 3 February says SOHO, though the customer was RESIDENTIAL all January', async (t) => {
  const { store, moveTo, at } = await onFifteenthOfJanuary();
  at('2026-02-01T08:00:00.000Z');
  t.is((await moveTo('SOHO')).outcome, 'changed');
  at('2026-02-03T02:00:00.000Z');
  const lines = (await readFile(inFolder('billing-run/charges-january.ndjson'), 'utf8')).trim().split('\n');
  const invoices = await invoicesFor(onlySegments(store), lines.map(chargeIn), monthOf(2026, 1));
  t.like(invoices, [
    {
      customer: { externalId: 'CRM-1001', customerSegment: 'SOHO' },
      period: { from: '2026-01-01T00:00:00.000Z', to: '2026-02-01T00:00:00.000Z' },
      cents: 2000,
      discount: 100,
    },
    { customer: { externalId: 'CRM-1002', customerSegment: 'SOHO' }, cents: 700, discount: 35 },
  ]);
  const { periods } = await succeeds(readSegmentHistory(store)({ externalId: 'CRM-1001' }, { limit: 10 }));
  t.deepEqual(
    periods.map(({ customerSegment, from }) => [customerSegment, from]),
    [
      ['SOHO', '2026-02-01T08:00:00.000Z'],
      ['RESIDENTIAL', '2026-01-15T08:00:00.000Z'],
    ],
    'the history knows better, and nobody asks it',
  );
});

test('usage of January that is rated in February has the price of the segment in February', async (t) => {
  const { store, moveTo, at } = await onFifteenthOfJanuary();
  const rated = async (): Promise<ReadonlyArray<Rated>> => {
    const lines = createInterface({ input: createReadStream(inFolder('rating/usage.ndjson')) });
    return all(rateUsage(onlySegments(store), lines));
  };
  const before = await rated();
  t.deepEqual(before.map(centsOf), [120, 24, 300, null]);
  t.like(before[3], { unrated: 'no such customer' });
  at('2026-02-01T08:00:00.000Z');
  await moveTo('SOHO');
  t.deepEqual((await rated()).map(centsOf), [96, 24, 240, null]);
});

test('a change that is answered between two batches counts from the next batch on', async (t) => {
  const { store, moveTo } = await onFifteenthOfJanuary();
  const line = '{"customer":"CRM-1001","usedAt":"2026-01-20T09:30:00Z","minutes":1}';
  async function* lines() {
    for (let n = 0; n < 1000; n += 1) yield line;
    await moveTo('BUSINESS');
    yield line;
  }
  const cents = (await all(rateUsage(onlySegments(store), lines()))).map(centsOf);
  t.deepEqual([new Set(cents.slice(0, 1000)), cents[1000]], [new Set([10]), 6]);
});

test('what is no usage record, no charge or nobody’s is told', async (t) => {
  const { store } = await onFifteenthOfJanuary();
  await t.throwsAsync(all(rateUsage(store, ['{"customer":"CRM-1001"}'])), { message: /no usage record/ });
  t.throws(() => chargeIn('{"cents":"1"}'), { message: /no charge/ });
  const charges = [{ customer: 'CRM-9999', chargedAt: '2026-01-20T09:30:00Z', cents: 1 }];
  await t.throwsAsync(invoicesFor(store, charges, monthOf(2026, 1)), { message: /no customer CRM-9999/ });
});
