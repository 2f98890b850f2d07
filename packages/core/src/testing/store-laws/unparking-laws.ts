import { completeTopic } from '../../domain/publication-rules.js';
import { mustEqual, mustHold, succeeds } from '../law.js';
import type { MakeStore, StoreLaw } from '../store-under-test.js';
import { create, moveTo } from './in-use.js';
import {
  furtherTopic,
  positionsOf,
  storeToPublish,
  twoTopics,
  versionsOf,
  versionsPublished,
} from './outbox-in-use.js';

/** Makes a store of two customers and two topics whose messages are all parked, and returns the earlier outbox entries. */
const allParked = async (make: MakeStore) => {
  const inUse = await storeToPublish(make, { topicsFor: twoTopics });
  const { store, writes, pending } = inUse;
  const { transaction } = await succeeds(create(writes));
  const before = { complete: await pending(completeTopic), further: await pending(furtherTopic) };
  await succeeds(store.outbox.park(completeTopic, positionsOf(before.complete), 'refused'));
  await succeeds(store.outbox.park(furtherTopic, positionsOf(before.further), 'refused'));
  return { ...inUse, before, other: transaction.payload.customer };
};

export const unparkingLaws: ReadonlyArray<StoreLaw> = [
  {
    name: 'a retry puts back the messages of one topic, of one customer, of both, or all',
    check: async (make) => {
      const { store, customer, other, pending, before } = await allParked(make);
      const retry = (refId: string | null, topic: string | null) => succeeds(store.parked.retry({ refId, topic }));
      mustEqual(await pending(completeTopic), [], 'nothing is left to publish');
      const sizes = () => succeeds(store.parked.sizes);
      const three = [completeTopic, furtherTopic].sort().map((topic) => ({ topic, size: 3 }));
      mustEqual(await sizes(), three, 'the number of what is parked on each topic');
      mustEqual(await retry('nobody', null), 0, 'of nobody');
      mustEqual(await retry(null, 'another.topic'), 0, 'of a topic without any');
      mustEqual(await retry(customer.refId, furtherTopic), 2, 'of a customer and a topic');
      mustEqual(await pending(completeTopic), [], 'the other topic of that customer');
      mustEqual(await retry(null, furtherTopic), 1, 'of a topic');
      mustEqual(await pending(furtherTopic), before.further, 'that topic');
      mustEqual(await sizes(), [{ topic: completeTopic, size: 3 }], 'a topic on which nothing is parked any more');
      mustEqual(await retry(other.refId, null), 1, 'of a customer');
      mustEqual(await retry(null, null), 2, 'of the remaining messages');
      mustEqual(await pending(completeTopic), before.complete, 'the outbox is as it was');
      mustEqual(await succeeds(store.parked.list(1000)), [], 'parked');
    },
  },
  {
    name: 'a retry puts messages back at their positions, before later ones',
    check: async (make) => {
      const { store, writes, customer, pending } = await storeToPublish(make);
      const before = await pending();
      await succeeds(store.outbox.park(completeTopic, positionsOf(before), 'refused'));
      await succeeds(moveTo(writes, customer, 'BUSINESS'));
      mustEqual(await succeeds(store.parked.retry({ refId: customer.refId, topic: null })), 2, 'put back');
      const after = await pending();
      mustEqual(after.slice(0, 2), before, 'those that were put back');
      mustEqual(versionsOf(after), [1, 2, 3], 'versions');
      mustEqual(versionsOf(await pending(completeTopic, 1)), [1], 'the next message');
    },
  },
  {
    name: 'a discarded message is removed, and the messages that waited behind it are put back',
    check: async (make) => {
      const { store, customer, pending } = await storeToPublish(make);
      const [first, second] = await pending();
      await succeeds(store.outbox.park(completeTopic, positionsOf([first]), 'refused'));
      await succeeds(store.outbox.park(completeTopic, positionsOf([second]), null));
      const named = { refId: customer.refId, version: 1, topic: completeTopic };
      for (const other of [{ version: 7 }, { refId: 'nobody' }, { topic: furtherTopic }])
        mustHold(!(await succeeds(store.parked.discard({ ...named, ...other }))), 'a message that is not parked');
      mustHold(await succeeds(store.parked.discard(named)), 'a parked message');
      mustHold(!(await succeeds(store.parked.discard(named))), 'an already discarded message');
      mustEqual(await pending(), [second], 'the outbox');
      mustEqual(await succeeds(store.parked.list(1000)), [], 'parked');
      mustEqual(await succeeds(store.parked.retry({ refId: null, topic: null })), 0, 'messages that a retry puts back');
      await succeeds(store.outbox.remove(completeTopic, positionsOf([second])));
      mustEqual(await versionsPublished(store), [2], 'a replay passes it over');
      const withDiscarded = { topic: completeTopic, withDiscarded: true };
      mustEqual(await versionsPublished(store, withDiscarded), [1, 2], 'a repair of the warehouse does not');
    },
  },
  {
    name: 'a message is discarded only on its own topic and for its own customer',
    check: async (make) => {
      const { store, customer, other, pending } = await allParked(make);
      await succeeds(store.parked.discard({ refId: customer.refId, version: 1, topic: completeTopic }));
      mustEqual([await pending(completeTopic), await pending(furtherTopic)], [[], []], 'the outbox');
      const nameOf = (message: { readonly refId: string; readonly version: number; readonly topic: string }) =>
        `${message.refId} ${message.version} ${message.topic}`;
      mustEqual(
        (await succeeds(store.parked.list(1000))).map(nameOf).sort(),
        [
          { refId: customer.refId, version: 1, topic: furtherTopic },
          { refId: customer.refId, version: 2, topic: completeTopic },
          { refId: customer.refId, version: 2, topic: furtherTopic },
          { refId: other.refId, version: 1, topic: completeTopic },
          { refId: other.refId, version: 1, topic: furtherTopic },
        ]
          .map(nameOf)
          .sort(),
        'what is parked still',
      );
    },
  },
  {
    name: 'a message with an error of its own stays parked when an earlier message is discarded',
    check: async (make) => {
      const { store, customer, pending } = await storeToPublish(make, { moves: 2 });
      const [first, second, third] = await pending();
      await succeeds(store.outbox.park(completeTopic, positionsOf([first]), 'refused'));
      await succeeds(store.outbox.park(completeTopic, positionsOf([second]), 'refused too'));
      await succeeds(store.outbox.park(completeTopic, positionsOf([third]), null));
      await succeeds(store.parked.discard({ refId: customer.refId, version: 1, topic: completeTopic }));
      mustEqual(
        (await succeeds(store.parked.list(1000))).map(({ version }) => version),
        [2],
        'parked',
      );
      mustEqual(await pending(), [{ ...third, behindParked: true }], 'a message that still waits behind another');
    },
  },
];
