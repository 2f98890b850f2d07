import type { Partition } from '../../ports/business-transaction-subscription.js';
import { failsWith, mustEqual, succeeds } from '../law.js';
import type { WarehouseLaw } from '../warehouse-under-test.js';
import { deliver, life, otherPartition, partition, received, recordAs } from './in-use.js';

export const claimLaws: ReadonlyArray<WarehouseLaw> = [
  {
    name: 'the position of each partition is stored',
    check: async (make) => {
      const { warehouse, receive } = await received(make, deliver(life('a', 3), 40));
      const claimed = (partitions: ReadonlyArray<Partition>) => succeeds(warehouse.claim(partitions, 'subscriber'));
      mustEqual(await claimed([partition, otherPartition]), [{ partition, next: 43, mark: null }], 'positions');
      await succeeds(receive(deliver(life('b', 1), 7, otherPartition)));
      const positions = await claimed([otherPartition, partition]);
      const nextOf = (wanted: number): unknown => positions.find((held) => held.partition.partition === wanted)?.next;
      mustEqual([nextOf(0), nextOf(3)], [43, 8], 'both positions');
      mustEqual(
        await claimed([partition]),
        [{ partition, next: 43, mark: null }],
        'the position of the requested partition',
      );
      await succeeds(receive([...deliver(life('c', 2), 43), ...deliver(life('d', 2), 8, otherPartition)]));
      const after = await claimed([partition, otherPartition]);
      mustEqual(
        after.map(({ next }) => next).sort((a, b) => a - b),
        [10, 45],
        'after a batch of both',
      );
      for (const other of [{ cluster: 'another' }, { group: 'another' }, { topic: 'another' }])
        mustEqual(await claimed([{ ...partition, ...other }]), [], `a partition of ${JSON.stringify(other)}`);
    },
  },
  {
    name: 'a subscriber that has lost a partition to another cannot write to it',
    check: async (make) => {
      const subject = await received(make, deliver(life('a', 1)));
      const successor = recordAs(subject.warehouse, 'successor');
      mustEqual(
        await succeeds(successor.claim([partition])),
        [{ partition, next: 1, mark: null }],
        'the position to resume at',
      );
      const late = deliver(life('b', 1), 1);
      const held = deliver(life('c', 1), 0, otherPartition);
      const poison = [{ partition: otherPartition, offset: 1, key: 'p', body: 'poison' }];
      const lost = await failsWith(subject.receive([...late, ...held, ...poison]));
      mustEqual(lost, { _tag: 'PartitionsLost', partitions: [partition] }, 'the error');
      mustEqual((await succeeds(subject.reports.freshness)).versions, 1, 'versions');
      mustEqual(await succeeds(subject.deadLetters.list(null, 10)), [], 'dead letters');
      mustEqual(await succeeds(subject.warehouse.claim([otherPartition], 'subscriber')), [], 'the other position');
      await succeeds(subject.receive(held));
      await succeeds(successor.receive(late));
      mustEqual((await succeeds(subject.reports.freshness)).versions, 3, 'versions of those who hold their partitions');
      mustEqual(await succeeds(successor.claim([partition])), [{ partition, next: 2, mark: null }], 'position');
    },
  },
  {
    name: 'a partition that is not claimed accepts no writes',
    check: async (make) => {
      const subject = await make();
      const { receive } = recordAs(subject.warehouse, 'stranger');
      const lost = await failsWith(receive(deliver(life('a', 1))));
      mustEqual(lost, { _tag: 'PartitionsLost', partitions: [partition] }, 'the error');
      mustEqual((await succeeds(subject.reports.freshness)).versions, 0, 'versions');
    },
  },
];
