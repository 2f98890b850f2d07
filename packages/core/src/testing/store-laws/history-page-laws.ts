import * as O from 'fp-ts/lib/Option.js';
import type { Customer, CustomerRef } from '../../domain/customer.js';
import type { HistoryPage } from '../../ports/customer-history.js';
import type { CustomerWrites } from '../../operations/perform.js';
import { anActiveCustomer } from '../builders.js';
import { LawBroken, mustEqual, succeeds } from '../law.js';
import type { StoreLaw, StoreUnderTest } from '../store-under-test.js';
import { bringTo, everyPeriod, moveTo, storeInUse, suspended } from './in-use.js';

const active = { state: 'ACTIVE', stateReason: 'dfltActive' };

/** The two histories of a customer, each with the change that begins a period and the read of its pages. */
const histories = [
  {
    kind: 'segment',
    change: (writes: CustomerWrites, customer: Customer, n: number) =>
      moveTo(writes, customer, n % 2 === 0 ? 'SOHO' : 'RESIDENTIAL'),
    read: ({ history }: StoreUnderTest, customer: CustomerRef, page: HistoryPage) =>
      succeeds(history.segments(customer, page)),
  },
  {
    kind: 'state',
    change: (writes: CustomerWrites, customer: Customer, n: number) =>
      bringTo(writes, customer, n % 2 === 0 ? suspended : active),
    read: ({ history }: StoreUnderTest, customer: CustomerRef, page: HistoryPage) =>
      succeeds(history.states(customer, page)),
  },
] as const;

const day = (n: number): string => `2026-01-0${n}T08:00:00.000Z`;

export const historyPageLaws: ReadonlyArray<StoreLaw> = histories.flatMap(({ kind, change, read }) => {
  /** Makes a customer of versions 1 to 5, one a day, each of which begins a period. */
  const fiveDays: (make: Parameters<StoreLaw['check']>[0]) => Promise<{
    readonly store: StoreUnderTest;
    readonly periods: (
      page?: Partial<HistoryPage>,
      of?: CustomerRef,
    ) => Promise<ReadonlyArray<{ readonly version: number; readonly from: string; readonly to: string | null }>>;
  }> = async (make) => {
    let now = day(1);
    const { store, writes } = await storeInUse(make, { clock: () => now });
    const customer = await anActiveCustomer(writes, { externalId: 'CRM-1' });
    await anActiveCustomer(writes);
    for (const n of [2, 3, 4, 5]) {
      now = day(n);
      await succeeds(change(writes, customer, n));
    }
    return {
      store,
      periods: async (page = {}, of = { refId: customer.refId }) => {
        const found = await read(store, of, { ...everyPeriod, ...page });
        if (O.isNone(found)) throw new LawBroken(`there is no ${kind} history of ${JSON.stringify(of)}`);
        return found.value;
      },
    };
  };
  return [
    {
      name: `the ${kind} history is listed newest first, page by page, by either id`,
      check: async (make) => {
        const { periods } = await fiveDays(make);
        const all = await periods();
        mustEqual(
          all.map(({ version, from, to }) => [version, from, to]),
          [5, 4, 3, 2, 1].map((version) => [version, day(version), version === 5 ? null : day(version + 1)]),
          'all periods',
        );
        mustEqual(await periods({ limit: 2 }), all.slice(0, 2), 'the first page');
        mustEqual(await periods({ limit: 2, before: 4 }), all.slice(2, 4), 'the second page');
        mustEqual(await periods({ limit: 2, before: 2 }), all.slice(4), 'the last page');
        mustEqual(await periods({ limit: 2, before: 1 }), [], 'beyond the last page');
        mustEqual(await periods({}, { externalId: 'CRM-1' }), all, 'by externalId');
      },
    },
    {
      name: `the ${kind} history returns the period that contains a given time`,
      check: async (make) => {
        const { periods } = await fiveDays(make);
        const heldAt = async (asOf: string) => (await periods({ asOf })).map(({ version }) => version);
        mustEqual(await heldAt('2026-01-01T07:59:59.999Z'), [], 'before the first');
        mustEqual(await heldAt(day(1)), [1], 'from its first moment on');
        mustEqual(await heldAt('2026-01-02T07:59:59.999Z'), [1], 'to its last');
        mustEqual(await heldAt(day(2)), [2], 'the next one');
        mustEqual(await heldAt('2999-01-01T00:00:00.000Z'), [5], 'now');
      },
    },
    {
      name: `a customer that does not exist has no ${kind} history`,
      check: async (make) => {
        const { store } = await fiveDays(make);
        for (const nobody of [{ refId: 'nobody' }, { externalId: 'nobody' }])
          mustEqual(await read(store, nobody, everyPeriod), O.none, JSON.stringify(nobody));
      },
    },
  ];
});
