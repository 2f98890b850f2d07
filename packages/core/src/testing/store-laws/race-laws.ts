import { mustEqual, succeeds } from '../law.js';
import { anActiveCustomer } from '../builders.js';
import type { StoreLaw } from '../store-under-test.js';
import { moveTo, storeInUse, storeWithCustomer, unpublished } from './in-use.js';
import { inTurn, mustBeSerial, upTo } from './serial.js';

export const raceLaws: ReadonlyArray<StoreLaw> = [
  {
    name: '20 concurrent writers of one customer lose no update',
    check: async (make) => {
      const { store, writes, customer } = await storeWithCustomer(make);
      const receipts = await Promise.all(upTo(20).map((n) => succeeds(moveTo(writes, customer, inTurn(n)))));
      await mustBeSerial(store, customer.refId, receipts);
    },
  },
  {
    name: '300 concurrent writers of one customer all succeed',
    check: async (make) => {
      const { store, writes, customer } = await storeWithCustomer(make);
      const receipts = await Promise.all(upTo(300).map((n) => succeeds(moveTo(writes, customer, inTurn(n)))));
      await mustBeSerial(store, customer.refId, receipts);
    },
  },
  {
    name: 'within a process, changes of one customer take effect in the order of the calls',
    check: async (make) => {
      const { writes, customer } = await storeWithCustomer(make);
      const receipts = await Promise.all(upTo(12).map((n) => succeeds(moveTo(writes, customer, inTurn(n - 1)))));
      mustEqual(
        receipts.map(({ transaction }) => transaction.payload.customer.version),
        upTo(13).slice(1),
        'versions',
      );
    },
  },
  {
    name: 'of 20 writers that expect the same version, one succeeds and 19 get a version mismatch',
    check: async (make) => {
      const { writes, customer } = await storeWithCustomer(make);
      const outcomes = await Promise.all(
        upTo(20).map(() => moveTo(writes, customer, 'SOHO', { expectedVersions: [1] })()),
      );
      mustEqual(outcomes.filter(({ _tag }) => _tag === 'Right').length, 1, 'winners');
    },
  },
  {
    name: 'concurrent changes of many customers do not affect one another',
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
    name: 'a decision that throws fails only its own request',
    check: async (make) => {
      const { store, writes, customer } = await storeWithCustomer(make);
      const request = {
        customer: { refId: customer.refId },
        claimsExternalId: null,
        key: { client: 'crm', requestId: 'R-throw', operation: 'updateCustomerSegment', content: '{}' },
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
        // Either may be first: each may be a transaction of its own.
        neighbours.map(({ transaction }) => transaction.payload.customer.version).sort((a, b) => a - b),
        [2, 3],
        'neighbours',
      );
      const later = await succeeds(moveTo(writes, customer, 'RESIDENTIAL'));
      mustEqual(later.transaction.payload.customer.version, 4, 'the next change');
    },
  },
];
