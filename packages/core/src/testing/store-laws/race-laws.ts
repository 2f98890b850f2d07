import { changeOf } from '../../domain/business-transaction.js';
import type { Receipt } from '../../ports/customer-repository.js';
import { anActiveCustomer, numberedIds, writesTo } from '../builders.js';
import { mustEqual, succeeds } from '../law.js';
import type { StoreLaw, StoreUnderTest } from '../store-under-test.js';
import { moveTo, periods, stored, storeInUse, storeWithCustomer, unpublished } from './in-use.js';

const upTo = (last: number): ReadonlyArray<number> => Array.from({ length: last }, (_, index) => index + 1);

/** Versions 1..n without gaps, each decided on the one before, in history and outbox as in the answers. */
const mustBeSerial = async (store: StoreUnderTest, refId: string, receipts: ReadonlyArray<Receipt>): Promise<void> => {
  const changed = receipts
    .map(({ transaction }) => transaction)
    .filter(({ changes }) => changes.length > 0)
    .sort((a, b) => a.payload.customer.version - b.payload.customer.version);
  mustEqual(
    changed.map(({ payload }) => payload.customer.version),
    upTo(changed.length + 1).slice(1),
    'versions',
  );
  let segment: unknown = 'RESIDENTIAL';
  for (const transaction of changed) {
    const change = changeOf(transaction, 'customerSegment');
    mustEqual(change?.before, segment, `before of version ${transaction.payload.customer.version}`);
    segment = change?.after;
  }
  const customer = await stored(store, { refId });
  mustEqual([customer.version, customer.customerSegment], [changed.length + 1, segment], 'stored');
  mustEqual(await unpublished(store, customer), upTo(customer.version), 'outbox');
  mustEqual(
    (await periods(store, customer)).map(({ version }) => version),
    [...upTo(customer.version)].reverse(),
    'history',
  );
};

const wanted = (index: number): string => ['SOHO', 'BUSINESS', 'RESIDENTIAL'][index % 3] ?? '';

export const raceLaws: ReadonlyArray<StoreLaw> = [
  {
    name: '20 writers at once on one customer lose no update',
    check: async (make) => {
      const { store, writes, customer } = await storeWithCustomer(make);
      const receipts = await Promise.all(upTo(20).map((n) => succeeds(moveTo(writes, customer, wanted(n)))));
      await mustBeSerial(store, customer.refId, receipts);
    },
  },
  {
    name: '300 writers at once on one customer all succeed, and none is passed over',
    check: async (make) => {
      const { store, writes, customer } = await storeWithCustomer(make);
      const receipts = await Promise.all(upTo(300).map((n) => succeeds(moveTo(writes, customer, wanted(n)))));
      await mustBeSerial(store, customer.refId, receipts);
    },
  },
  {
    name: 'within a process one customer’s changes take effect in the order of the calls',
    check: async (make) => {
      const { writes, customer } = await storeWithCustomer(make);
      const receipts = await Promise.all(upTo(12).map((n) => succeeds(moveTo(writes, customer, wanted(n - 1)))));
      mustEqual(
        receipts.map(({ transaction }) => transaction.payload.customer.version),
        upTo(13).slice(1),
        'versions',
      );
    },
  },
  {
    name: 'of 20 writers that saw the same version one wins and 19 are told',
    check: async (make) => {
      const { writes, customer } = await storeWithCustomer(make);
      const outcomes = await Promise.all(
        upTo(20).map((n) => moveTo(writes, customer, wanted(n - 1 - ((n - 1) % 3)), { expectedVersion: 1 })()),
      );
      mustEqual(outcomes.filter(({ _tag }) => _tag === 'Right').length, 1, 'winners');
    },
  },
  {
    name: '20 writers in two processes on one customer lose no update',
    requires: 'several processes',
    check: async (make) => {
      const { store, writes, customer } = await storeWithCustomer(make);
      const other = writesTo((store.another ?? store).customers, numberedIds('other'));
      const receipts = await Promise.all(
        upTo(20).map((n) => succeeds(moveTo(n % 2 === 0 ? writes : other, customer, wanted(n)))),
      );
      await mustBeSerial(store, customer.refId, receipts);
    },
  },
  {
    name: 'a request that two processes get at once has one effect and one answer',
    requires: 'several processes',
    check: async (make) => {
      const { store, writes, customer } = await storeWithCustomer(make);
      const other = writesTo((store.another ?? store).customers, numberedIds('other'));
      const receipts = await Promise.all(
        upTo(10).map((n) => succeeds(moveTo(n % 2 === 0 ? writes : other, customer, 'SOHO', { requestId: 'R-1' }))),
      );
      mustEqual(new Set(receipts.map(({ body }) => body)).size, 1, 'different answers');
      mustEqual((await stored(store, customer)).version, 2, 'version');
    },
  },
  {
    name: 'many customers at once do not disturb one another',
    check: async (make) => {
      const { store, writes } = await storeInUse(make);
      const customers = await Promise.all(upTo(30).map(() => anActiveCustomer(writes)));
      const moves = customers.flatMap((customer) =>
        ['SOHO', 'BUSINESS', 'SOHO'].map((segment) => ({ customer, segment })),
      );
      await Promise.all(moves.map(({ customer, segment }) => succeeds(moveTo(writes, customer, segment))));
      for (const customer of customers) {
        mustEqual(await unpublished(store, customer), [1, 2, 3, 4], `outbox of ${customer.refId}`);
      }
    },
  },
  {
    name: 'a decision that throws fails alone',
    check: async (make) => {
      const { store, writes, customer } = await storeWithCustomer(make);
      const key = { client: 'crm', requestId: 'R-throw', operation: 'updateCustomerSegment', content: '{}' };
      const request = {
        customer: { refId: customer.refId },
        claimsExternalId: null,
        key,
        deadline: Date.now() + 30_000,
        traceparent: null,
      };
      const thrown = store.customers
        .change(request, () => {
          throw new Error('a defect in a decision');
        })()
        .then(
          () => 'answered',
          (error: unknown) => String(error),
        );
      const neighbours = await Promise.all(
        ['SOHO', 'BUSINESS'].map((segment) => succeeds(moveTo(writes, customer, segment))),
      );
      mustEqual(await thrown, 'Error: a defect in a decision', 'outcome');
      mustEqual(
        neighbours.map(({ transaction }) => transaction.payload.customer.version),
        [2, 3],
        'neighbours',
      );
    },
  },
];
