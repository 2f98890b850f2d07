import * as O from 'fp-ts/lib/Option.js';
import { retryDeadLetters } from '../../use-cases/retry-dead-letters.js';
import { mustEqual, mustHold, succeeds } from '../law.js';
import type { MakeWarehouse, WarehouseLaw } from '../warehouse-under-test.js';
import { deliver, everything, life, otherPartition, partition, received } from './in-use.js';

const kind = 'unreadable' as const;
const error = 'an older release did not know it';

/** Makes a warehouse with customer a and three dead letters, two of which decode as transactions of customer b. */
const withDeadLetters = async (make: MakeWarehouse) => {
  const subject = await received(make, deliver(life('a', 1)));
  const deadLetters = [
    ...deliver(life('b', 2), 1).map((delivery) => ({ kind, delivery, error })),
    { kind, delivery: { partition, offset: 3, key: 'c', body: 'poison' }, error: 'is not JSON' },
  ];
  const batch = { arrivals: [], deadLetters, positions: [], subscriber: 'subscriber' };
  await succeeds(subject.warehouse.apply(batch));
  return { ...subject, letters: deadLetters, batch };
};

export const deadLetterLaws: ReadonlyArray<WarehouseLaw> = [
  {
    name: 'a message that is not a Business Transaction blocks no other message',
    check: async (make) => {
      const good = deliver(life('a', 1), 99);
      const [transaction] = life('b', 1);
      const deep = JSON.stringify({ ...transaction, changes: [{ field: 'state', before: null, after: 0 }] }).replace(
        '"after":0',
        `"after":${'['.repeat(5000)}${']'.repeat(5000)}`,
      );
      /** Bodies whose errors contain a member name that a database cannot store unchanged. */
      const unspeakable = ['\0', '\ud800', '\udc00\ud800', 'x'.repeat(100_000)].map((name) =>
        JSON.stringify({ ...transaction, [name]: 1 }),
      );
      const withoutPayload = JSON.stringify({ ...transaction, payload: {} });
      const bodies = [null, '', '{', deep, '{}', '"\\u0000"', withoutPayload, ...unspeakable];
      const poison = bodies.map((body, offset) => ({ partition, offset, key: 'b', body }));
      const wrongKey = deliver(life('c', 1), bodies.length).map((delivery) => ({ ...delivery, key: 'somebody else' }));
      const all = [...poison, ...wrongKey, ...good];
      const { reports, warehouse, deadLetters } = await received(make, all, all);
      mustHold(O.isSome(await succeeds(reports.customer({ refId: 'a' }))), 'the good one is stored');
      mustEqual(await succeeds(reports.customer({ refId: 'c' })), O.none, 'the one with a wrong key');
      mustEqual(
        await succeeds(warehouse.claim([partition], 'subscriber')),
        [{ partition, next: 100, mark: null }],
        'positions',
      );
      const letters = await succeeds(deadLetters.list(null, 100));
      mustEqual(
        letters.map(({ delivery: { offset, key } }) => [offset, key]),
        [...poison, ...wrongKey].map(({ offset, key }) => [offset, key]),
        'dead letters',
      );
      mustHold(
        letters.every((letter) => letter.kind === 'unreadable' && letter.error.length > 0),
        'each has its own error, not one of storing it',
      );
      const waiting = await succeeds(reports.freshness);
      mustEqual([waiting.deadLetters, waiting.conflicts], [letters.length, 0], 'how many wait for an operator');
    },
  },
  {
    name: 'dead letters are listed page by page, in order of place',
    check: async (make) => {
      const letterAt = (on: typeof partition, offset: number) => ({ partition: on, offset, key: 'k', body: 'poison' });
      const places = [2, 10, 9].map((offset) => letterAt(partition, offset));
      const others = [1, 0].map((offset) => letterAt(otherPartition, offset));
      const { deadLetters } = await received(make, others, places);
      const read = async (after: ReturnType<typeof letterAt> | null, limit: number) =>
        (await succeeds(deadLetters.list(after, limit))).map(({ delivery }) => [
          delivery.partition.partition,
          delivery.offset,
        ]);
      const all = [
        [0, 2],
        [0, 9],
        [0, 10],
        [3, 0],
        [3, 1],
      ];
      mustEqual(await read(null, 100), all, 'all');
      mustEqual(await read(null, 2), all.slice(0, 2), 'the first two');
      mustEqual(await read(letterAt(partition, 9), 2), all.slice(2, 4), 'the next two');
      mustEqual(await read(letterAt(otherPartition, 1), 2), [], 'beyond the last');
    },
  },
  {
    name: 'an existing dead letter keeps its first error',
    check: async (make) => {
      const { warehouse, deadLetters, letters, batch } = await withDeadLetters(make);
      const again = letters.map((letter) => ({ ...letter, error: 'another error' }));
      await succeeds(warehouse.apply({ ...batch, deadLetters: again }));
      mustEqual(await succeeds(deadLetters.list(null, 100)), letters, 'dead letters');
    },
  },
  {
    name: 'dead letters can be retried: those that can now be decoded are applied and removed',
    check: async (make) => {
      const subject = await withDeadLetters(make);
      const reported: Array<number> = [];
      const retried = await succeeds(
        retryDeadLetters(subject.deadLetters, ({ delivery }) => {
          reported.push(delivery.offset);
        }),
      );
      mustEqual([retried, reported], [{ revived: 2, dead: 1 }, [3]], 'the result and the reported letters');
      mustEqual(
        await everything(subject, ['a', 'b']),
        await everything(await received(make, deliver([...life('a', 1), ...life('b', 2)])), ['a', 'b']),
        'reports',
      );
      const left = await succeeds(subject.deadLetters.list(null, 100));
      mustEqual(
        left.map(({ delivery }) => delivery.offset),
        [3],
        'the remaining letters',
      );
    },
  },
  {
    name: 'resolving removes only the dead letters at the given places, and returns their number',
    check: async (make) => {
      const { deadLetters, letters } = await withDeadLetters(make);
      const places = [
        { partition, offset: 3 },
        { partition, offset: 99 },
        { partition: otherPartition, offset: 1 },
      ];
      mustEqual(await succeeds(deadLetters.resolve(places, [])), 1, 'how many are forgotten');
      mustEqual(await succeeds(deadLetters.list(null, 100)), letters.slice(0, 2), 'the remaining letters');
    },
  },
];
