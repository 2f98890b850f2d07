import type { CustomerFilter } from '../../ports/customer-directory.js';
import { anActiveCustomer } from '../builders.js';
import { mustEqual, mustHold, succeeds } from '../law.js';
import type { StoreLaw, StoreUnderTest } from '../store-under-test.js';
import { longAgo, mostPages } from './walking.js';
import { bringTo, deactivated, moveTo, stored, storeInUse, suspended } from './in-use.js';

const everybody: CustomerFilter = { customerSegment: null, state: null, changedSince: null };

/** Returns the refIds of all pages. */
const walk = async (
  { directory }: StoreUnderTest,
  filter: Partial<CustomerFilter>,
  limit: number,
  between: () => Promise<unknown> = () => Promise.resolve(),
): Promise<ReadonlyArray<string>> => {
  const met: Array<string> = [];
  let after: string | null = null;
  let pages = 0;
  do {
    mustHold((pages += 1) <= mostPages, 'the walk comes to an end');
    const page: { readonly customers: ReadonlyArray<{ readonly refId: string }>; readonly next: string | null } =
      await succeeds(directory.list({ ...everybody, ...filter }, after, limit));
    mustHold(page.customers.length <= limit, 'a page has at most `limit` customers');
    met.push(...page.customers.map(({ refId }) => refId));
    after = page.next;
    await between();
  } while (after !== null);
  return met;
};

export const listingLaws: ReadonlyArray<StoreLaw> = [
  {
    name: 'customers are listed once each in order of refId, selected by segment, state and time of the latest change',
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
    name: 'a deactivated customer is listed',
    check: async (make) => {
      const { store, writes } = await storeInUse(make);
      const { refId } = await anActiveCustomer(writes);
      await succeeds(bringTo(writes, { refId }, deactivated));
      mustEqual(await walk(store, {}, 3), [refId], 'all');
      mustEqual(await walk(store, { state: 'DEACTIVATED' }, 3), [refId], 'by state');
    },
  },
  {
    name: 'a walk lists every customer that exists throughout, also if others are created meanwhile',
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
];
