import { createSegment, updateSegment } from '../../use-cases/maintain-segments.js';
import { failsWith, mustEqual, succeeds } from '../law.js';
import { context } from '../builders.js';
import type { StoreLaw, StoreUnderTest } from '../store-under-test.js';
import { moveTo, reused, storeInUse, storeWithCustomer } from './in-use.js';

const createVip = (store: StoreUnderTest, requestId: string, client = 'crm') =>
  createSegment(store)({ requestId, code: 'VIP', name: 'Very important' }, context({ client }));

const retire = (store: StoreUnderTest, code: string, requestId: string, client = 'crm') =>
  updateSegment(store)(code, { requestId, name: 'Retired', status: 'RETIRED' }, context({ client }));

export const catalogueIdempotencyLaws: ReadonlyArray<StoreLaw> = [
  {
    name: 'a repeated catalogue change gets the first answer, whatever has become of the segment since',
    check: async (make) => {
      const { store } = await storeInUse(make);
      const first = await succeeds(createVip(store, 'S-1'));
      mustEqual(first.replayed, false, 'replayed, the first time');
      await succeeds(retire(store, 'VIP', 'S-2'));
      mustEqual(await succeeds(createVip(store, 'S-1')), { ...first, replayed: true }, 'the creation again');
      const other = await succeeds(retire(store, 'SOHO', 'S-3'));
      mustEqual(await succeeds(retire(store, 'SOHO', 'S-3')), { ...other, replayed: true }, 'a change again');
    },
  },
  {
    name: 'a requestId is refused for another catalogue change',
    check: async (make) => {
      const { store } = await storeInUse(make);
      await succeeds(createVip(store, 'S-1'));
      mustEqual(await failsWith(retire(store, 'SOHO', 'S-1')), reused('S-1'), 'other operation');
      await succeeds(retire(store, 'SOHO', 'S-2'));
      mustEqual(await failsWith(retire(store, 'BUSINESS', 'S-2')), reused('S-2'), 'other segment');
    },
  },
  {
    name: 'a requestId is one, whether a customer or the catalogue is changed',
    check: async (make) => {
      const { store, writes, customer } = await storeWithCustomer(make);
      await succeeds(createVip(store, 'R-1'));
      mustEqual(
        await failsWith(moveTo(writes, customer, 'SOHO', { requestId: 'R-1' })),
        reused('R-1'),
        'of a customer',
      );
      await succeeds(moveTo(writes, customer, 'SOHO', { requestId: 'R-2' }));
      mustEqual(await failsWith(retire(store, 'BUSINESS', 'R-2')), reused('R-2'), 'of the catalogue');
    },
  },
  {
    name: 'two clients may use the same requestId for the catalogue',
    check: async (make) => {
      const { store } = await storeInUse(make);
      await succeeds(createVip(store, 'S-1'));
      const { replayed } = await succeeds(retire(store, 'SOHO', 'S-1', 'ordering'));
      mustEqual(replayed, false, 'replayed');
    },
  },
  {
    name: 'a rejected catalogue change is not kept: the same request may succeed later',
    check: async (make) => {
      const { store } = await storeInUse(make);
      await failsWith(retire(store, 'VIP', 'S-1'));
      await succeeds(createVip(store, 'S-2'));
      const { replayed } = await succeeds(retire(store, 'VIP', 'S-1'));
      mustEqual(replayed, false, 'replayed');
    },
  },
];
