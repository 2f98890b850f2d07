import type { BusinessTransaction } from '../../domain/business-transaction.js';
import { mustEqual, mustHold, succeeds } from '../law.js';
import type { WarehouseLaw } from '../warehouse-under-test.js';
import { deliver, everything, life, moved, received } from './in-use.js';

const byName = (a: BusinessTransaction, b: BusinessTransaction): number => (a.transactionId < b.transactionId ? -1 : 1);

export const repairLaws: ReadonlyArray<WarehouseLaw> = [
  {
    name: 'the requested versions that the warehouse has are returned as they arrived',
    check: async (make) => {
      const transactions = life('a', 3);
      const { repair } = await received(make, deliver(transactions));
      const asked = [1, 2, 4].flatMap((version) => ['a', 'b'].map((refId) => ({ refId, version })));
      const stored = await succeeds(repair.stored(asked));
      mustEqual([...stored].sort(byName), transactions.slice(0, 2), 'stored');
    },
  },
  {
    name: 'restored versions and the data derived from them are as if they had been received',
    check: async (make) => {
      const all = [...life('a', 4), ...life('b', 2), ...life('c', 1)];
      const expected = await everything(await received(make, deliver(all)), ['a', 'b', 'c']);
      const subject = await received(make, deliver(all.slice(0, 2)), deliver(all.slice(3, 5), 3));
      await succeeds(subject.repair.correct({ removed: [], restored: all }));
      const wrong = await succeeds(subject.repair.rederive);
      mustEqual(await everything(subject, ['a', 'b', 'c']), expected, 'reports');
      mustHold(
        wrong.customers > 0 && wrong.population > 0 && wrong.moves > 0 && wrong.campaigns > 0 && wrong.gaps > 0,
        'the number of corrected rows',
      );
      const nothing = { customers: 0, population: 0, moves: 0, campaigns: 0, gaps: 0 };
      mustEqual(await succeeds(subject.repair.rederive), nothing, 'nothing is wrong any more');
      await succeeds(subject.receive(deliver(life('c', 3), 7)));
      const grown = [...life('a', 4), ...life('b', 2), ...life('c', 3)];
      mustEqual(
        await everything(subject, ['a', 'b', 'c']),
        await everything(await received(make, deliver(grown)), ['a', 'b', 'c']),
        'what arrives afterwards',
      );
    },
  },
  {
    name: 'a restored version replaces a different one and the data derived from it',
    check: async (make) => {
      const [first, second] = life('a', 2);
      const wrong = moved('a', 2, 'RESIDENTIAL', 'BUSINESS', { customName: 'somebody else' });
      if (first === undefined || second === undefined) return;
      const subject = await received(make, deliver([first, wrong]));
      await succeeds(subject.repair.correct({ removed: [], restored: [second] }));
      mustEqual(await succeeds(subject.repair.stored([{ refId: 'a', version: 2 }])), [second], 'stored');
      await succeeds(subject.repair.rederive);
      const expected = await received(make, deliver([first, second]));
      mustEqual(await everything(subject, ['a']), await everything(expected, ['a']), 'reports');
    },
  },
  {
    name: 'restored versions do not count towards the latency',
    check: async (make) => {
      const subject = await received(make);
      await succeeds(subject.repair.correct({ removed: [], restored: life('a', 2) }));
      await succeeds(subject.repair.rederive);
      const { latestMs, versions } = await succeeds(subject.reports.freshness);
      mustEqual([latestMs, versions], [null, 2], 'freshness');
    },
  },
];
