import type { CustomerFilter } from '../../ports/customer-directory.js';
import type { LogCursor, LogSelection } from '../../ports/transaction-log.js';
import { anActiveCustomer } from '../builders.js';
import { mustEqual, mustHold, succeeds } from '../law.js';
import type { StoreLaw, StoreUnderTest } from '../store-under-test.js';
import { bringTo, moveTo, stored, storeInUse, suspended } from './in-use.js';

const everybody: CustomerFilter = { customerSegment: null, state: null, changedSince: null };

/** The refIds of a whole walk, page by page. */
const walk = async (
  { directory }: StoreUnderTest,
  filter: Partial<CustomerFilter>,
  limit: number,
  between: () => Promise<unknown> = () => Promise.resolve(),
): Promise<ReadonlyArray<string>> => {
  const met: Array<string> = [];
  let after: string | null = null;
  do {
    const page: { readonly customers: ReadonlyArray<{ readonly refId: string }>; readonly next: string | null } =
      await succeeds(directory.list({ ...everybody, ...filter }, after, limit));
    mustHold(page.customers.length <= limit, 'a page has at most as many as were asked for');
    met.push(...page.customers.map(({ refId }) => refId));
    after = page.next;
    await between();
  } while (after !== null);
  return met;
};

/** The transactions of a whole reading of the log, up to what is settled. */
const readLog = async (
  { transactions }: StoreUnderTest,
  selection: Partial<LogSelection>,
  limit: number,
): Promise<ReadonlyArray<string>> => {
  const read: Array<string> = [];
  let after: LogCursor | null = null;
  for (;;) {
    const page: { readonly bodies: ReadonlyArray<string>; readonly next: LogCursor | null; readonly more: boolean } =
      await succeeds(transactions.list({ refId: null, operation: null, ...selection, after, limit }));
    read.push(...page.bodies);
    after = page.next;
    if (!page.more) return read;
  }
};

/** A clock whose moments are settled for long. */
const longAgo = () => {
  let ms = Date.parse('2026-01-01T00:00:00.000Z');
  return () => new Date((ms += 1000)).toISOString();
};

export const listingLaws: ReadonlyArray<StoreLaw> = [
  {
    name: 'customers are listed in order of refId, each once, by segment, state and moment of their latest change',
    check: async (make) => {
      const { store, writes } = await storeInUse(make, { clock: longAgo() });
      const created = [];
      for (let n = 0; n < 7; n += 1) created.push(await anActiveCustomer(writes));
      const [first, second] = created;
      if (first === undefined || second === undefined) throw new Error('no customers');
      const moved = await succeeds(moveTo(writes, first, 'SOHO'));
      await succeeds(bringTo(writes, second, suspended));
      const all = created.map(({ refId }) => refId).sort();
      mustEqual(await walk(store, {}, 3), all, 'all');
      mustEqual(await walk(store, { customerSegment: 'SOHO' }, 3), [first.refId], 'by segment');
      mustEqual(await walk(store, { state: 'SUSPENDED' }, 3), [second.refId], 'by state');
      const { occurredAt } = moved.transaction;
      mustEqual(
        await walk(store, { changedSince: occurredAt }, 3),
        [first.refId, second.refId].sort(),
        'changed since',
      );
      const page = await succeeds(store.directory.list({ ...everybody, customerSegment: 'SOHO' }, null, 10));
      mustEqual(page.customers, [await stored(store, first)], 'as stored');
    },
  },
  {
    name: 'a walk meets everybody who is there all the time, whoever comes meanwhile',
    check: async (make) => {
      const { store, writes } = await storeInUse(make);
      const there = [];
      for (let n = 0; n < 6; n += 1) there.push(await anActiveCustomer(writes));
      const met = await walk(store, {}, 2, () => anActiveCustomer(writes));
      mustEqual(new Set(met).size, met.length, 'each at most once');
      mustHold(
        there.every(({ refId }) => met.includes(refId)),
        'everybody who was there',
      );
    },
  },
  {
    name: 'the log tells every transaction once, in order, as it was answered; by customer and by operation',
    check: async (make) => {
      const { store, writes } = await storeInUse(make, { clock: longAgo() });
      const one = await anActiveCustomer(writes);
      const two = await anActiveCustomer(writes);
      const bodies = [];
      for (const [customer, segment] of [
        [one, 'SOHO'],
        [two, 'BUSINESS'],
        [one, 'BUSINESS'],
      ] as const)
        bodies.push((await succeeds(moveTo(writes, customer, segment))).body);
      const log = await readLog(store, {}, 2);
      mustEqual(log.length, 5, 'all');
      mustEqual(log.slice(2), bodies, 'the bytes that were answered');
      const moments = log.map((body) => /"occurredAt":"([^"]+)"/.exec(body)?.[1] ?? '');
      mustEqual(
        moments,
        [...moments].sort((a, b) => (a < b ? -1 : 1)),
        'order',
      );
      mustEqual(await readLog(store, { operation: 'updateCustomerSegment' }, 2), bodies, 'by operation');
      mustEqual(await readLog(store, { refId: two.refId }, 1), [log[1], bodies[1]], 'by customer');
    },
  },
  {
    name: 'one customer’s transactions are told up to the latest',
    check: async (make) => {
      const { store, writes } = await storeInUse(make);
      const customer = await anActiveCustomer(writes);
      const { body } = await succeeds(moveTo(writes, customer, 'SOHO'));
      mustEqual((await readLog(store, { refId: customer.refId }, 10)).at(-1), body, 'the latest');
    },
  },
];
