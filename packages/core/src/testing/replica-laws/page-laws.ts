import * as E from 'fp-ts/lib/Either.js';
import type { LogCursor, LogPage } from '../../ports/transaction-log.js';
import { anActiveCustomer } from '../builders.js';
import { mustEqual, mustHold, succeeds } from '../law.js';
import type { ReplicaLaw } from '../replica-under-test.js';
import { everyPeriod, bringTo, suspended } from '../store-laws/in-use.js';
import { mostPages } from '../store-laws/walking.js';
import { aged, eventually, replicaInUse } from './in-use.js';

const refIdIn = (body: string): string => /"refId":"([^"]*)"/.exec(body)?.[1] ?? '';

export const pageLaws: ReadonlyArray<ReplicaLaw> = [
  {
    name: 'a page of a history that goes on from a version is refused where the version has not arrived',
    check: async (make) => {
      const { store, replica, pause, resume, writes, move, arrived } = await replicaInUse(make);
      const customer = await anActiveCustomer(writes);
      const ref = { refId: customer.refId };
      await succeeds(bringTo(writes, customer, suspended));
      await arrived(customer, await move(customer));
      await pause();
      await move(customer);
      const newest = await move(customer);
      const next = { ...everyPeriod, before: newest };
      const { history } = replica.begin(null).ports;
      mustHold(E.isLeft(await history.segments(ref, next)()), 'a page of segments with a gap is served');
      mustHold(E.isLeft(await history.states(ref, next)()), 'a page of states with a gap is served');
      mustHold(E.isLeft(await history.states({ refId: 'nobody' }, next)()), 'a page of nobody is served');
      const log = { refId: customer.refId, operation: null, after: null, limit: 10 };
      const { next: after } = await succeeds(store.transactions.list(log));
      mustEqual(
        await succeeds(replica.begin(null).ports.transactions.list({ ...log, after })),
        { bodies: [], next: after, more: false },
        'the log of the customer, which goes on from what has not arrived',
      );
      const within = { ...everyPeriod, before: 3 };
      mustEqual(
        await succeeds(history.segments(ref, within)),
        await succeeds(store.history.segments(ref, within)),
        'a page from a version that has arrived',
      );
      await resume();
      await arrived(customer, newest);
      const now = replica.begin(null).ports.history;
      mustEqual(
        await succeeds(now.segments(ref, next)),
        await succeeds(store.history.segments(ref, next)),
        'the page of segments',
      );
      mustEqual(
        await succeeds(now.states(ref, next)),
        await succeeds(store.history.states(ref, next)),
        'the page of states',
      );
    },
  },
  {
    name: 'a reader of the log that continues from `next` misses nothing, whichever of both answers',
    check: async (make) => {
      // A store may take some seconds from the decision on a change to its commit.
      const clock = () => new Date(Date.now() - 14_000).toISOString();
      const { store, replica, pause, resume, writes, arrived } = await replicaInUse(make, { clock });
      const read: Array<string> = [];
      let after: LogCursor | null = null;
      const readOn = async ({ transactions }: Pick<typeof store, 'transactions'>): Promise<void> => {
        for (let pages = 1; ; pages += 1) {
          mustHold(pages <= mostPages, 'the log comes to an end');
          const page: LogPage = await succeeds(transactions.list({ refId: null, operation: null, after, limit: 100 }));
          read.push(...page.bodies.map(refIdIn));
          after = page.next;
          if (!page.more) return;
        }
      };
      const first = await anActiveCustomer(writes);
      await arrived(first, first.version);
      await eventually('the first is in the log of the replica', async () => {
        await readOn(replica.begin(null).ports);
        return read.length > 0;
      });
      await pause();
      const late = await anActiveCustomer(writes);
      await aged(replica, 2500);
      await readOn(replica.begin(null).ports);
      await resume();
      await arrived(late, late.version);
      await readOn(store);
      await eventually('the late one is in the log of the replica', async () => {
        await readOn(replica.begin(null).ports);
        return read.length > 1;
      });
      mustEqual(read, [first.refId, late.refId], 'the customers in the log');
    },
  },
];
