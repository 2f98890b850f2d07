import type { Claimed, Partition, Subscriber } from '@casm/core';
import test from 'ava';
import * as TE from 'fp-ts/lib/TaskEither.js';
import { startingPoints } from '../src/starting-points.js';

const first: Partition = { cluster: 'test', group: 'g', topic: 'started', partition: 0 };
const second: Partition = { ...first, partition: 1 };
const third: Partition = { ...first, partition: 2 };

const subscriber: Subscriber = {
  claim: () =>
    TE.right([first, second].map((partition): Claimed => ({ partition, next: 40 + partition.partition, mark: null }))),
  receive: () => TE.right(undefined),
  mark: () => TE.right(undefined),
  startOver: () => TE.right(undefined),
};

test('a partition starts at its position, or at the offset of its earliest message if it has none or its topic was recreated', async (t) => {
  const asked: Array<number> = [];
  const points = await startingPoints(
    {
      subscriber,
      identity: {
        recreatedAmong: async () => [second],
        follow: () => undefined,
        received: () => undefined,
        check: async () => [],
      },
      probe: {
        watermarks: async (of) => {
          asked.push(...of.map(({ partition }) => partition));
          return new Map(of.map((each) => [each, { lowOffset: 7 + each.partition, highOffset: 90 }]));
        },
      },
    },
    [first, second, third],
  );
  t.deepEqual(
    points.map(({ partition, offset }) => [partition, offset]),
    [
      [first.partition, 40],
      [second.partition, 8],
      [third.partition, 9],
    ],
  );
  t.deepEqual(asked, [1, 2]);
});
