import { perform } from '../../operations/perform.js';
import { updateCustomerState } from '../../operations/update-customer-state.js';
import { context } from '../builders.js';
import { failsWith, mustEqual, succeeds } from '../law.js';
import type { StoreLaw } from '../store-under-test.js';
import { moveTo, periods, stored, storeWithCustomer, unpublished } from './in-use.js';

const reused = (requestId: string) => ({ _tag: 'Rejected', rejections: [{ _tag: 'RequestIdReused', requestId }] });

export const idempotencyLaws: ReadonlyArray<StoreLaw> = [
  {
    name: 'a repeated request gets the first answer byte for byte and has one effect',
    check: async (make) => {
      const { store, writes, customer } = await storeWithCustomer(make);
      const first = await succeeds(moveTo(writes, customer, 'SOHO', { requestId: 'R-1' }));
      await succeeds(moveTo(writes, customer, 'BUSINESS'));
      const again = await succeeds(moveTo(writes, customer, 'SOHO', { requestId: 'R-1', expectedVersion: 1 }));
      mustEqual(again, { ...first, replayed: true }, 'answer');
      mustEqual((await stored(store, customer)).customerSegment, 'BUSINESS', 'segment');
      mustEqual(await unpublished(store, customer), [1, 2, 3], 'outbox');
    },
  },
  {
    name: 'an answer that changed nothing is kept as well',
    check: async (make) => {
      const { writes, customer } = await storeWithCustomer(make);
      const first = await succeeds(moveTo(writes, customer, 'RESIDENTIAL', { requestId: 'R-1' }));
      await succeeds(moveTo(writes, customer, 'SOHO'));
      mustEqual(
        await succeeds(moveTo(writes, customer, 'RESIDENTIAL', { requestId: 'R-1' })),
        { ...first, replayed: true },
        'answer',
      );
    },
  },
  {
    name: 'a requestId is refused for another body and for another operation',
    check: async (make) => {
      const { store, writes, customer } = await storeWithCustomer(make);
      await succeeds(moveTo(writes, customer, 'SOHO', { requestId: 'R-1' }));
      mustEqual(
        await failsWith(moveTo(writes, customer, 'BUSINESS', { requestId: 'R-1' })),
        reused('R-1'),
        'other body',
      );
      const state = { state: 'SUSPENDED', stateReason: 'dfltSuspended' };
      const other = perform(writes)(updateCustomerState)(
        { requestId: 'R-1', customer: { refId: customer.refId }, state },
        context(),
      );
      mustEqual(await failsWith(other), reused('R-1'), 'other operation');
      mustEqual((await stored(store, customer)).version, 2, 'version');
    },
  },
  {
    name: 'two clients may use the same requestId',
    check: async (make) => {
      const { store, writes, customer } = await storeWithCustomer(make);
      await succeeds(moveTo(writes, customer, 'SOHO', { requestId: 'R-1' }));
      await succeeds(moveTo(writes, customer, 'BUSINESS', { requestId: 'R-1', client: 'ordering' }));
      mustEqual((await stored(store, customer)).customerSegment, 'BUSINESS', 'segment');
    },
  },
  {
    name: 'a rejection is not kept: the same request may succeed later',
    check: async (make) => {
      const { writes, customer } = await storeWithCustomer(make);
      await failsWith(moveTo(writes, customer, 'SOHO', { requestId: 'R-1', expectedVersion: 9 }));
      const { replayed } = await succeeds(moveTo(writes, customer, 'SOHO', { requestId: 'R-1', expectedVersion: 1 }));
      mustEqual(replayed, false, 'replayed');
    },
  },
  {
    name: 'the same request many times at once has one effect and one answer',
    check: async (make) => {
      const { store, writes, customer } = await storeWithCustomer(make);
      const receipts = await Promise.all(
        Array.from({ length: 10 }, () => succeeds(moveTo(writes, customer, 'SOHO', { requestId: 'R-1' }))),
      );
      mustEqual(new Set(receipts.map(({ body }) => body)).size, 1, 'different answers');
      mustEqual(receipts.filter(({ replayed }) => !replayed).length, 1, 'effects');
      mustEqual((await periods(store, customer)).length, 2, 'periods');
    },
  },
];
