import type { Partition } from '../../ports/business-transaction-subscription.js';
import { mustEqual, mustHold, succeeds } from '../law.js';
import { deliver, life, otherPartition, partition, received, recordAs } from './in-use.js';
import type { WarehouseLaw } from '../warehouse-under-test.js';

const markOf = (where: Partition, offset: number, fingerprint = `at ${offset}`) => ({
  partition: where,
  offset,
  fingerprint,
});

const poison = (offset: number, body: string) => ({ partition, offset, key: 'a', body });

export const markLaws: ReadonlyArray<WarehouseLaw> = [
  {
    name: 'the latest mark of each partition is stored in addition to its position',
    check: async (make) => {
      const { warehouse, receive } = await received(make, deliver(life('a', 3)));
      const claimed = () => succeeds(warehouse.claim([partition], 'subscriber'));
      await succeeds(warehouse.mark([markOf(partition, 1)], 'subscriber'));
      await succeeds(warehouse.mark([markOf(partition, 2)], 'subscriber'));
      mustEqual(await claimed(), [{ partition, next: 3, mark: markOf(partition, 2) }], 'marked');
      await succeeds(receive(deliver(life('b', 1), 3)));
      mustEqual(await claimed(), [{ partition, next: 4, mark: markOf(partition, 2) }], 'after a further batch');
    },
  },
  {
    name: 'a partition that starts over has neither position nor mark; other partitions keep theirs',
    check: async (make) => {
      const elsewhere = deliver(life('b', 1), 7).map((delivery) => ({ ...delivery, partition: otherPartition }));
      const { warehouse, receive } = await received(make, [...deliver(life('a', 3)), ...elsewhere]);
      const both = [partition, otherPartition];
      await succeeds(warehouse.mark([markOf(partition, 2), markOf(otherPartition, 7)], 'subscriber'));
      await succeeds(warehouse.startOver([partition], 'subscriber'));
      mustEqual(
        await succeeds(warehouse.claim(both, 'subscriber')),
        [{ partition: otherPartition, next: 8, mark: markOf(otherPartition, 7) }],
        'positions',
      );
      await succeeds(receive(deliver(life('c', 1))));
      mustEqual(
        await succeeds(warehouse.claim([partition], 'subscriber')),
        [{ partition, next: 1, mark: null }],
        'after a batch from the beginning',
      );
    },
  },
  {
    name: 'a subscriber that has lost a partition changes neither its mark nor its position',
    check: async (make) => {
      const { warehouse } = await received(make, deliver(life('a', 3)));
      const successor = recordAs(warehouse, 'successor');
      await succeeds(successor.claim([partition]));
      await succeeds(successor.mark([markOf(partition, 2)]));
      await succeeds(warehouse.mark([markOf(partition, 0, 'late')], 'subscriber'));
      await succeeds(warehouse.startOver([partition], 'subscriber'));
      mustEqual(
        await succeeds(successor.claim([partition])),
        [{ partition, next: 3, mark: markOf(partition, 2) }],
        'position',
      );
    },
  },
  {
    name: 'a dead letter of a recreated topic is kept, and another can be added at the same place',
    check: async (make) => {
      const { warehouse, receive, deadLetters } = await received(make, [poison(0, 'before'), poison(1, 'before')]);
      await succeeds(warehouse.startOver([partition], 'subscriber'));
      await succeeds(receive([poison(0, 'afterwards')]));
      const letters = await succeeds(deadLetters.list(null, 10));
      mustEqual(
        letters.map(({ delivery }) => [delivery.offset, delivery.body]),
        [
          [0, 'afterwards'],
          [0, 'before'],
          [1, 'before'],
        ],
        'dead letters',
      );
      mustHold(
        letters.every(
          ({ delivery: { body, partition: where } }) =>
            (body === 'afterwards') === (where.cluster === partition.cluster) &&
            where.cluster.startsWith(partition.cluster),
        ),
        'the earlier ones are under another name of the cluster',
      );
      const places = letters.map(({ delivery }) => delivery);
      mustEqual(await succeeds(deadLetters.resolve(places, [])), 3, 'forgotten by their places');
    },
  },
];
