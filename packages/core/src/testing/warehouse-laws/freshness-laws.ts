import { mustEqual, mustHold, succeeds } from '../law.js';
import type { WarehouseLaw } from '../warehouse-under-test.js';
import { day, deliver, life, moved, received } from './in-use.js';

export const freshnessLaws: ReadonlyArray<WarehouseLaw> = [
  {
    name: 'the freshness has the number of applied versions and their latest occurredAt',
    check: async (make) => {
      const subject = await received(make, deliver(life('a', 4)));
      await succeeds(subject.receive(deliver(life('b', 2), 4)));
      const { versions, latestOccurredAt } = await succeeds(subject.reports.freshness);
      mustEqual([versions, latestOccurredAt], [6, day(4)], 'versions and the latest moment');
    },
  },
  {
    name: 'the freshness has the latency of the latest changes',
    check: async (make) => {
      const before = Date.now();
      const ages = [1000, 20_000, 3_600_000];
      const transactions = ages.map((age, index) => ({
        ...moved(`c-${index}`, 1, null, 'SOHO'),
        occurredAt: new Date(before - age).toISOString(),
      }));
      const { reports } = await received(make, deliver(transactions));
      const { latestMs } = await succeeds(reports.freshness);
      // The tolerance of one minute covers the duration of the test and a different clock of the database.
      const isAbout = (measured: number | undefined, age: number): boolean =>
        measured !== undefined && Math.abs(measured - age) < 60_000;
      mustHold(
        isAbout(latestMs?.p50, 20_000) && isAbout(latestMs?.p99, 3_600_000) && isAbout(latestMs?.max, 3_600_000),
        `p50, p99 and the longest are those of ${ages.join(', ')} ms: ${JSON.stringify(latestMs)}`,
      );
    },
  },
];
