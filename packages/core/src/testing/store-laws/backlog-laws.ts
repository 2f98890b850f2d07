import { completeTopic } from '../../domain/publication-rules.js';
import { mustEqual, succeeds } from '../law.js';
import type { StoreLaw } from '../store-under-test.js';
import { anActiveCustomer } from '../builders.js';
import { moveTo } from './in-use.js';
import { furtherTopic, positionsOf, storeToPublish, twoTopics } from './outbox-in-use.js';
import { longAgo } from './walking.js';

export const backlogLaws: ReadonlyArray<StoreLaw> = [
  {
    name: 'the size of the outbox is counted up to a limit',
    check: async (make) => {
      const { store, writes, customer } = await storeToPublish(make, { moves: 0 });
      mustEqual(await succeeds(store.backlog.sizes), [{ topic: completeTopic, size: 1 }], 'by topic');
      for (const segment of ['SOHO', 'BUSINESS']) await succeeds(moveTo(writes, customer, segment));
      mustEqual(await succeeds(store.backlog.size(10)), 3, 'all of them');
      mustEqual(await succeeds(store.backlog.size(2)), 2, 'no further than the limit');
    },
  },
  {
    name: 'the topics with entries are listed, each with its size',
    check: async (make) => {
      const { store, pending } = await storeToPublish(make, { topicsFor: twoTopics });
      const topics = async () => [...(await succeeds(store.backlog.topics))].sort();
      mustEqual(await topics(), [completeTopic, furtherTopic], 'topics');
      const [first] = await pending(completeTopic);
      await succeeds(store.outbox.remove(completeTopic, positionsOf([first])));
      mustEqual(
        await succeeds(store.backlog.sizes),
        [
          { topic: completeTopic, size: 1 },
          { topic: furtherTopic, size: 2 },
        ],
        'sizes, by the names of the topics',
      );
      mustEqual(await succeeds(store.backlog.size(10)), 3, 'size');
      await succeeds(store.outbox.remove(completeTopic, positionsOf(await pending(completeTopic))));
      mustEqual(await topics(), [furtherTopic], 'topics that are left');
      mustEqual(await succeeds(store.backlog.sizes), [{ topic: furtherTopic, size: 2 }], 'sizes that are left');
    },
  },
  {
    name: 'the oldest of what waits is told, whatever its topic',
    check: async (make) => {
      const { store, writes, pending } = await storeToPublish(make, {
        moves: 0,
        clock: longAgo(),
        topicsFor: twoTopics,
      });
      const oldestAt = () => succeeds(store.backlog.oldestAt);
      const [first] = await pending();
      mustEqual(await oldestAt(), first?.message.occurredAt, 'of one message');
      await anActiveCustomer(writes);
      const [, second] = await pending();
      await succeeds(store.outbox.remove(completeTopic, positionsOf([first])));
      mustEqual(await oldestAt(), first?.message.occurredAt, 'while it waits for another topic');
      await succeeds(
        store.outbox.park(furtherTopic, positionsOf((await pending(furtherTopic)).slice(0, 1)), 'refused'),
      );
      mustEqual(await oldestAt(), second?.message.occurredAt, 'when it is published or parked');
      for (const topic of [completeTopic, furtherTopic])
        await succeeds(store.outbox.remove(topic, positionsOf(await pending(topic))));
      mustEqual(await oldestAt(), null, 'when nothing waits');
    },
  },
  {
    name: 'parked messages do not count towards the size',
    check: async (make) => {
      const { store, pending } = await storeToPublish(make, { moves: 0 });
      await succeeds(store.outbox.park(completeTopic, positionsOf(await pending()), 'too large'));
      mustEqual(await succeeds(store.backlog.size(10)), 0, 'size');
      mustEqual(await succeeds(store.backlog.sizes), [], 'sizes');
      mustEqual(await succeeds(store.backlog.topics), [], 'topics');
    },
  },
];
