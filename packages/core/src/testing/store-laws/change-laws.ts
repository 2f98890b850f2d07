import { failsWith, mustEqual, succeeds } from '../law.js';
import { anActiveCustomer } from '../builders.js';
import type { StoreLaw } from '../store-under-test.js';
import {
  bringTo,
  deactivated,
  moveTo,
  periods,
  stored,
  storeWithCustomer,
  suspended,
  tagsOf,
  unpublished,
} from './in-use.js';

export const changeLaws: ReadonlyArray<StoreLaw> = [
  {
    name: 'a segment change takes effect immediately, only for its customer, and is added to the outbox',
    check: async (make) => {
      const { store, writes, customer } = await storeWithCustomer(make);
      const other = await anActiveCustomer(writes);
      const { transaction, body, replayed } = await succeeds(moveTo(writes, customer, 'SOHO'));
      const after = { ...customer, customerSegment: 'SOHO', version: 2 };
      mustEqual(transaction.payload.customer, after, 'answer');
      mustEqual(transaction.changes, [{ field: 'customerSegment', before: 'RESIDENTIAL', after: 'SOHO' }], 'changes');
      mustEqual(JSON.parse(body), transaction, 'the body');
      mustEqual(replayed, false, 'replayed');
      mustEqual(await stored(store, customer), after, 'stored');
      mustEqual(await unpublished(store, customer), [1, 2], 'outbox');
      mustEqual(await stored(store, other), other, 'another customer');
    },
  },
  {
    name: 'a change to the current segment changes nothing and publishes nothing',
    check: async (make) => {
      const { store, writes, customer } = await storeWithCustomer(make);
      const { transaction } = await succeeds(moveTo(writes, customer, 'RESIDENTIAL'));
      mustEqual([transaction.changes, transaction.payload.customer], [[], customer], 'answer');
      mustEqual(await stored(store, customer), customer, 'stored');
      mustEqual((await periods(store, customer)).length, 1, 'periods');
      mustEqual(await unpublished(store, customer), [1], 'outbox');
    },
  },
  {
    name: 'a state change keeps the segment and its history',
    check: async (make) => {
      const { store, writes, customer } = await storeWithCustomer(make);
      await succeeds(bringTo(writes, customer, { ...suspended, stateValidFrom: '2026-03-01T00:00:00+01:00' }));
      const state = { ...suspended, stateValidFrom: '2026-02-28T23:00:00.000Z' };
      mustEqual(await stored(store, customer), { ...customer, state, version: 2 }, 'stored');
      mustEqual((await periods(store, customer)).length, 1, 'periods');
    },
  },
  {
    name: 'a rejected change lists all broken rules and has no effect',
    check: async (make) => {
      const { store, writes, customer } = await storeWithCustomer(make);
      await succeeds(bringTo(writes, customer, deactivated));
      const before = await stored(store, customer);
      mustEqual(
        tagsOf(await failsWith(moveTo(writes, customer, 'NOWHERE', { expectedVersions: [7] }))),
        ['CustomerDeactivated', 'VersionMismatch', 'UnknownSegment'],
        'rejections',
      );
      mustEqual(
        tagsOf(await failsWith(moveTo(writes, { refId: 'nobody' }, 'SOHO'))),
        ['CustomerNotFound'],
        'unknown customer',
      );
      mustEqual(await stored(store, customer), before, 'stored');
      mustEqual(await unpublished(store, customer), [1, 2], 'outbox');
      mustEqual((await periods(store, customer)).length, 1, 'periods');
    },
  },
  {
    name: "a change occurs at the time of the store's clock",
    check: async (make) => {
      let now = '2026-05-01T00:00:00.000Z';
      const { writes, customer } = await storeWithCustomer(make, { clock: () => now });
      mustEqual(customer.state.stateValidFrom, now, 'of the creation');
      now = '2026-05-02T00:00:00.000Z';
      const { transaction } = await succeeds(moveTo(writes, customer, 'SOHO'));
      mustEqual(transaction.occurredAt, now, 'of the change');
    },
  },
  {
    name: 'occurredAt grows with the version even if the clock stops or goes back',
    check: async (make) => {
      let now = '2026-05-01T00:00:00.000Z';
      const { writes, customer } = await storeWithCustomer(make, { clock: () => now });
      const second = await succeeds(moveTo(writes, customer, 'SOHO'));
      now = '2026-04-01T00:00:00.000Z';
      const third = await succeeds(moveTo(writes, customer, 'BUSINESS'));
      mustEqual(
        [second.transaction.occurredAt, third.transaction.occurredAt],
        ['2026-05-01T00:00:00.001Z', '2026-05-01T00:00:00.002Z'],
        'moments',
      );
    },
  },
];
