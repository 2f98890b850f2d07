import * as O from 'fp-ts/lib/Option.js';
import { anActiveCustomer } from '../builders.js';
import { LawBroken, mustEqual, succeeds } from '../law.js';
import type { StoreLaw } from '../store-under-test.js';
import { bringTo, everyPeriod, moveTo, stored, storeInUse, storeWithCustomer, suspended } from './in-use.js';

export const snapshotLaws: ReadonlyArray<StoreLaw> = [
  {
    name: 'a customer is read with the newest periods of both histories, by either id',
    check: async (make) => {
      const { store, writes } = await storeInUse(make);
      const customer = await anActiveCustomer(writes, { externalId: 'CRM-1' });
      await succeeds(moveTo(writes, customer, 'SOHO'));
      await succeeds(bringTo(writes, customer, suspended));
      await succeeds(moveTo(writes, customer, 'BUSINESS'));
      const { refId } = customer;
      const whole = {
        customer: await stored(store, customer),
        segments: O.toNullable(await succeeds(store.history.segments({ refId }, everyPeriod))),
        states: O.toNullable(await succeeds(store.history.states({ refId }, everyPeriod))),
      };
      mustEqual([whole.segments?.length, whole.states?.length], [3, 2], 'periods');
      const read = async (ref: { readonly refId: string } | { readonly externalId: string }, limit: number) =>
        O.toNullable(await succeeds(store.history.snapshot(ref, limit)));
      mustEqual(await read({ refId }, 100), whole, 'by refId');
      mustEqual(await read({ externalId: 'CRM-1' }, 100), whole, 'by externalId');
      mustEqual(
        await read({ refId }, 1),
        { ...whole, segments: whole.segments?.slice(0, 1), states: whole.states?.slice(0, 1) },
        'at most `limit` periods',
      );
      mustEqual(await read({ refId: 'nobody' }, 100), null, 'of nobody');
    },
  },
  {
    name: 'a customer and its histories are read as one consistent snapshot while it changes',
    check: async (make) => {
      const { store, writes, customer } = await storeWithCustomer(make);
      const moves = Promise.all(
        Array.from({ length: 40 }, (_, n) => succeeds(moveTo(writes, customer, n % 2 === 0 ? 'SOHO' : 'BUSINESS'))),
      );
      const readings = Array.from({ length: 40 }, async () => {
        const found = await succeeds(store.history.snapshot({ refId: customer.refId }, 100));
        if (found._tag === 'None') throw new LawBroken('the customer is not found');
        const { customer: current, segments } = found.value;
        mustEqual(
          [current.version, current.customerSegment],
          [segments[0]?.version, segments[0]?.customerSegment],
          'newest',
        );
        mustEqual(segments.length, current.version, 'periods');
      });
      await Promise.all([moves, ...readings]);
    },
  },
];
