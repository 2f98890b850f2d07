import type { CustomerRepository } from '../../ports/customer-repository.js';
import { failsWith, mustEqual, succeeds } from '../law.js';
import type { StoreLaw } from '../store-under-test.js';
import {
  bringTo,
  create,
  moveTo,
  periods,
  reused,
  stored,
  storeWithCustomer,
  suspended,
  unpublished,
} from './in-use.js';

export const idempotencyLaws: ReadonlyArray<StoreLaw> = [
  {
    name: 'a repeated request gets the stored answer byte for byte and has no second effect',
    check: async (make) => {
      const { store, writes, customer } = await storeWithCustomer(make);
      const first = await succeeds(moveTo(writes, customer, 'SOHO', { requestId: 'R-1' }));
      await succeeds(moveTo(writes, customer, 'BUSINESS'));
      const again = await succeeds(moveTo(writes, customer, 'SOHO', { requestId: 'R-1', expectedVersions: [1] }));
      mustEqual(again, { ...first, replayed: true }, 'answer');
      mustEqual((await stored(store, customer)).customerSegment, 'BUSINESS', 'segment');
      mustEqual(await unpublished(store, customer), [1, 2, 3], 'outbox');
    },
  },
  {
    name: 'a repeated creation creates no second customer',
    check: async (make) => {
      const { store, writes } = await storeWithCustomer(make);
      const request = () => create(writes, { externalId: 'CRM-1', state: suspended }, { requestId: 'R-1' });
      const first = await succeeds(request());
      mustEqual(await succeeds(request()), { ...first, replayed: true }, 'answer');
      mustEqual(await stored(store, first.transaction.payload.customer), first.transaction.payload.customer, 'stored');
    },
  },
  {
    name: 'the answer to a request that changed nothing is stored too',
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
    name: 'a requestId is refused with another body and with another operation',
    check: async (make) => {
      const { store, writes, customer } = await storeWithCustomer(make);
      await succeeds(moveTo(writes, customer, 'SOHO', { requestId: 'R-1' }));
      const otherBody = moveTo(writes, customer, 'BUSINESS', { requestId: 'R-1' });
      mustEqual(await failsWith(otherBody), reused('R-1'), 'other body');
      const otherOperation = bringTo(writes, customer, suspended, { requestId: 'R-1' });
      mustEqual(await failsWith(otherOperation), reused('R-1'), 'other operation');
      mustEqual((await stored(store, customer)).version, 2, 'version');
    },
  },
  {
    name: 'a requestId is refused with another operation that has the same body',
    check: async (make) => {
      const { store, writes, customer } = await storeWithCustomer(make);
      const renamed: CustomerRepository['change'] = (request, decide) =>
        store.customers.change({ ...request, key: { ...request.key, operation: 'anotherOperation' } }, decide);
      const other = { ...writes, customers: { ...store.customers, change: renamed } };
      await succeeds(moveTo(writes, customer, 'SOHO', { requestId: 'R-1' }));
      mustEqual(await failsWith(moveTo(other, customer, 'SOHO', { requestId: 'R-1' })), reused('R-1'), 'the other');
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
    name: 'a rejection is not stored: the same request may succeed later',
    check: async (make) => {
      const { writes, customer } = await storeWithCustomer(make);
      await failsWith(moveTo(writes, customer, 'SOHO', { requestId: 'R-1', expectedVersions: [9] }));
      const { replayed } = await succeeds(
        moveTo(writes, customer, 'SOHO', { requestId: 'R-1', expectedVersions: [1] }),
      );
      mustEqual(replayed, false, 'replayed');
    },
  },
  {
    name: 'concurrent repeats of one request have one effect and one answer',
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
