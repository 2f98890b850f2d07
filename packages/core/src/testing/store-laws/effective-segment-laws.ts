import * as O from 'fp-ts/lib/Option.js';
import type { Customer, CustomerRef } from '../../domain/customer.js';
import type { EffectiveSegment } from '../../domain/effective-segment.js';
import { readEffectiveSegment, readEffectiveSegments } from '../../use-cases/read-effective-segment.js';
import { anActiveCustomer } from '../builders.js';
import { mustEqual, mustHold, succeeds } from '../law.js';
import { secondProcessOf, type StoreLaw, type StoreUnderTest } from '../store-under-test.js';
import { bringTo, deactivated, moveTo, storeInUse, storeWithCustomer } from './in-use.js';
import { inTurn, upTo } from './serial.js';

const segmentOf = ({ refId, customerSegment, version }: Customer): EffectiveSegment => ({
  refId,
  customerSegment,
  version,
});

const segmentsOf = async (
  { customers }: Pick<StoreUnderTest, 'customers'>,
  refs: ReadonlyArray<CustomerRef>,
): Promise<ReadonlyArray<EffectiveSegment | null>> =>
  (await succeeds(customers.effectiveSegments(refs))).map(O.toNullable);

export const effectiveSegmentLaws: ReadonlyArray<StoreLaw> = [
  {
    name: 'the effective segments of many customers are returned in the order of the request, each customer by either id',
    check: async (make) => {
      const { store, writes } = await storeInUse(make);
      const one = await anActiveCustomer(writes, { externalId: 'CRM-1' });
      const two = await anActiveCustomer(writes, { externalId: 'CRM-2', customerSegment: 'SOHO' });
      const none = await anActiveCustomer(writes, { customerSegment: null });
      const refs = [{ externalId: 'CRM-2' }, { refId: one.refId }, { refId: none.refId }, { externalId: 'CRM-1' }];
      mustEqual(await segmentsOf(store, refs), [two, one, none, one].map(segmentOf), 'segments');
      mustEqual(await segmentsOf(store, []), [], 'of nobody');
    },
  },
  {
    name: 'a customer that does not exist has no effective segment, and does not affect the others',
    check: async (make) => {
      const { store, customer } = await storeWithCustomer(make);
      const refs = [{ refId: 'nobody' }, { refId: customer.refId }, { externalId: 'nobody' }];
      mustEqual(await segmentsOf(store, refs), [null, segmentOf(customer), null], 'segments');
    },
  },
  {
    name: 'a deactivated customer keeps its effective segment',
    check: async (make) => {
      const { store, writes, customer } = await storeWithCustomer(make);
      await succeeds(bringTo(writes, customer, deactivated));
      const segment = await succeeds(readEffectiveSegment(store)({ refId: customer.refId }));
      mustEqual(segment, { ...segmentOf(customer), version: 2 }, 'segment');
    },
  },
  {
    name: 'the effective segments of 1,000 customers and more are read in one call',
    check: async (make) => {
      const { store, writes } = await storeInUse(make);
      const customers = await Promise.all(upTo(3).map(() => anActiveCustomer(writes)));
      const refs = upTo(2500).flatMap((n) => customers.slice(n % 3, (n % 3) + 1));
      const found = await succeeds(readEffectiveSegments(store)(refs.map(({ refId }) => ({ refId }))));
      mustEqual(found.map(O.toNullable), refs.map(segmentOf), 'segments');
    },
  },
  {
    name: 'a read that begins after a change was answered sees the new segment, also with concurrent reads',
    check: async (make) => {
      const { store, writes } = await storeInUse(make);
      const customers = await Promise.all(upTo(3).map(() => anActiveCustomer(writes)));
      const refs = customers.map(({ refId }) => ({ refId }));
      let isMoving = true;
      const readOn = async (): Promise<void> => {
        while (isMoving) await segmentsOf(store, refs);
      };
      const readers = upTo(4).map(readOn);
      const moveOn = async (customer: Customer, index: number): Promise<void> => {
        for (const n of upTo(20)) {
          const { transaction } = await succeeds(moveTo(writes, customer, inTurn(n - 1)));
          const answered = segmentOf(transaction.payload.customer);
          const [alone, among] = await Promise.all([
            succeeds(readEffectiveSegment(store)({ refId: customer.refId })),
            segmentsOf(store, refs),
          ]);
          mustEqual([alone, among[index]], [answered, answered], `after change ${n}`);
        }
      };
      const moves = Promise.all(customers.map(moveOn));
      await moves.finally(() => (isMoving = false));
      await Promise.all(readers);
    },
  },
  {
    name: 'another process reads the new effective segment as soon as the change is answered',
    requires: 'several processes',
    check: async (make) => {
      const { store, writes, customer } = await storeWithCustomer(make);
      const other = secondProcessOf(store);
      const ref = { refId: customer.refId };
      for (const n of upTo(10)) {
        const { transaction } = await succeeds(moveTo(writes, customer, inTurn(n - 1)));
        const [found] = await segmentsOf(other, [ref]);
        mustEqual(found, segmentOf(transaction.payload.customer), `after change ${n}`);
      }
      mustHold((await segmentsOf(store, [ref]))[0]?.version === 11, 'every change took effect');
    },
  },
];
