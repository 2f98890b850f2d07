import * as O from 'fp-ts/lib/Option.js';
import { mustEqual, succeeds } from '../law.js';
import { anActiveCustomer, numberedIds, writesTo } from '../builders.js';
import { secondProcessOf, type StoreLaw } from '../store-under-test.js';
import { create, moveTo, stored, storeInUse, storeWithCustomer, suspended, tagsOf } from './in-use.js';
import { inTurn, mustBeSerial, upTo } from './serial.js';

const requires = 'several processes';

/** The laws of two processes that use the same data. */
export const processLaws: ReadonlyArray<StoreLaw> = [
  {
    name: 'another process finds a customer and its change as soon as they are answered',
    requires,
    check: async (make) => {
      const { store, writes } = await storeInUse(make);
      const { customers } = secondProcessOf(store);
      const customer = await anActiveCustomer(writes, { externalId: 'CRM-1' });
      mustEqual(O.toNullable(await succeeds(customers.find({ externalId: 'CRM-1' }))), customer, 'the customer');
      const { transaction } = await succeeds(moveTo(writes, customer, 'SOHO'));
      mustEqual(await stored({ customers }, customer), transaction.payload.customer, 'the change');
    },
  },
  {
    name: '20 concurrent writers of one customer in two processes lose no update',
    requires,
    check: async (make) => {
      const { store, writes, customer } = await storeWithCustomer(make);
      const other = writesTo(secondProcessOf(store).customers, numberedIds('other'));
      const receipts = await Promise.all(
        upTo(20).map((n) => succeeds(moveTo(n % 2 === 0 ? writes : other, customer, inTurn(n)))),
      );
      await mustBeSerial(store, customer.refId, receipts);
    },
  },
  {
    name: 'a request that two processes receive concurrently has one effect and one answer',
    requires,
    check: async (make) => {
      const { store, writes, customer } = await storeWithCustomer(make);
      const other = writesTo(secondProcessOf(store).customers, numberedIds('other'));
      const receipts = await Promise.all(
        upTo(10).map((n) => succeeds(moveTo(n % 2 === 0 ? writes : other, customer, 'SOHO', { requestId: 'R-1' }))),
      );
      mustEqual(new Set(receipts.map(({ body }) => body)).size, 1, 'different answers');
      mustEqual(receipts.filter(({ replayed }) => !replayed).length, 1, 'effects');
      mustEqual((await stored(store, customer)).version, 2, 'version');
    },
  },
  {
    name: 'an external id that two processes assign concurrently is assigned once',
    requires,
    check: async (make) => {
      const { store, writes } = await storeInUse(make);
      const other = writesTo(secondProcessOf(store).customers, numberedIds('other'));
      const outcomes = await Promise.all(
        upTo(10).map((n) => create(n % 2 === 0 ? writes : other, { externalId: 'CRM-1', state: suspended })()),
      );
      const losers = outcomes.flatMap((outcome) => (outcome._tag === 'Left' ? [tagsOf(outcome.left)] : []));
      mustEqual(
        losers,
        upTo(9).map(() => ['ExternalIdTaken']),
        'losers',
      );
    },
  },
  {
    name: 'a shard is leased to only one of two processes',
    requires,
    check: async (make) => {
      const { store } = await storeWithCustomer(make);
      const other = secondProcessOf(store);
      const leased = await succeeds(store.leases.lease('one', 60_000));
      mustEqual(await succeeds(other.leases.lease('two', 60_000)), [], 'while it is leased');
      await succeeds(store.leases.release('one'));
      mustEqual(await succeeds(other.leases.lease('two', 60_000)), leased, 'when it is released');
    },
  },
];
