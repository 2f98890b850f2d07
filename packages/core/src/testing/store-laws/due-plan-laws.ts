import { anActiveCustomer } from '../builders.js';
import { mustEqual, succeeds } from '../law.js';
import { secondProcessOf, type StoreLaw } from '../store-under-test.js';
import { stored } from './in-use.js';
import { ask, confirm, later, plan, storeAt } from './planning.js';

export const duePlanLaws: ReadonlyArray<StoreLaw> = [
  {
    name: 'only customers with a due plan are listed, in order of refId, page by page',
    check: async (make) => {
      const { store, writes } = await storeAt(make);
      const planned = [];
      for (let n = 0; n < 4; n += 1) planned.push(await anActiveCustomer(writes));
      const [unconfirmed, ...confirmed] = planned;
      for (const customer of planned) await succeeds(ask(writes, customer, plan(later)));
      for (const customer of confirmed) await succeeds(ask(writes, customer, confirm));
      const due = async (at: string, after: string | null, limit: number) =>
        (await succeeds(store.directory.withDuePlan(at, after, limit))).map(({ refId }) => refId);
      const all = confirmed.map(({ refId }) => refId).sort();
      mustEqual(await due(later, null, 10), all, 'at the date');
      mustEqual(await due(later, null, 2), all.slice(0, 2), 'the first page');
      mustEqual(await due(later, all[1] ?? '', 2), all.slice(2), 'the next page');
      mustEqual(await due('2026-02-28T23:59:59.999Z', null, 10), [], 'before the date');
      const [customer] = await succeeds(store.directory.withDuePlan(later, null, 1));
      mustEqual(customer, await stored(store, { refId: all[0] ?? '' }), 'as stored');
      mustEqual(all.includes(unconfirmed?.refId ?? ''), false, 'the unconfirmed one');
    },
  },
  {
    name: 'two processes that apply the same plans apply each plan once',
    requires: 'several processes',
    check: async (make) => {
      const { store, writes, pass, setClock } = await storeAt(make);
      const customers = await Promise.all(Array.from({ length: 60 }, () => anActiveCustomer(writes)));
      await Promise.all(customers.map((customer) => succeeds(ask(writes, customer, plan(later)))));
      await Promise.all(customers.map((customer) => succeeds(ask(writes, customer, confirm))));
      setClock(later);
      const passes = await Promise.all([pass(), pass(secondProcessOf(store))].map((run) => succeeds(run)));
      mustEqual(
        passes.reduce((sum, { applied }) => sum + applied, 0),
        customers.length,
        'applied',
      );
      for (const customer of customers) mustEqual((await stored(store, customer)).version, 4, 'version');
    },
  },
];
