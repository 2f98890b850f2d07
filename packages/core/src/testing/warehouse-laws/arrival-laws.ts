import { mustEqual, succeeds } from '../law.js';
import type { WarehouseLaw } from '../warehouse-under-test.js';
import { deliver, everything, life, received } from './in-use.js';

export const arrivalLaws: ReadonlyArray<WarehouseLaw> = [
  {
    name: 'a duplicate counts once, within a batch and across batches',
    check: async (make) => {
      const once = deliver([...life('a', 3), ...life('b', 2)]);
      const expected = await everything(await received(make, once), ['a', 'b']);
      const twice = await received(make, [...once, ...once], once, once.slice(2), once.slice(0, 1));
      mustEqual(await everything(twice, ['a', 'b']), expected, 'reports');
    },
  },
  {
    name: 'a late version counts once, is inserted in its place, and never replaces a newer value',
    check: async (make) => {
      const inOrder = deliver([...life('a', 5), ...life('b', 3)]);
      const expected = await everything(await received(make, inOrder), ['a', 'b']);
      const late = [4, 0, 7, 2, 6, 1, 3, 5].flatMap((index) => inOrder.slice(index, index + 1));
      mustEqual(await everything(await received(make, late), ['a', 'b']), expected, 'in one batch');
      const oneByOne = await received(make, ...late.map((delivery) => [delivery]));
      mustEqual(await everything(oneByOne, ['a', 'b']), expected, 'one by one');
    },
  },
  {
    name: 'missing versions are counted until they arrive',
    check: async (make) => {
      const inOrder = deliver([...life('a', 5), ...life('b', 3)]);
      const subject = await received(make);
      const missing = async (...indexes: ReadonlyArray<number>): Promise<number> => {
        await succeeds(subject.receive(indexes.flatMap((index) => inOrder.slice(index, index + 1))));
        return (await succeeds(subject.reports.freshness)).missingVersions;
      };
      mustEqual(await missing(0, 1), 0, 'a1, a2');
      mustEqual(await missing(4), 2, 'a5: 3 and 4 are missing');
      mustEqual(await missing(7, 4), 4, 'b3: 1 and 2 are missing');
      mustEqual(await missing(3, 3), 3, 'a4 late, twice');
      mustEqual(await missing(2, 5), 1, 'a3 and b1');
      mustEqual(await missing(6), 0, 'b2');
    },
  },
];
