import { completeTopic } from '../../domain/publication-rules.js';
import { mustEqual, mustHold, succeeds } from '../law.js';
import type { StoreLaw } from '../store-under-test.js';
import { create, moveTo } from './in-use.js';
import { furtherTopic, positionsOf, storeToPublish, twoTopics, versionsPublished } from './outbox-in-use.js';

export const parkingLaws: ReadonlyArray<StoreLaw> = [
  {
    name: 'a parked message blocks only its own customer on its own topic',
    check: async (make) => {
      const { store, writes, customer, pending } = await storeToPublish(make, { topicsFor: twoTopics });
      await succeeds(create(writes));
      const onBoth = async () => [...(await pending(completeTopic)), ...(await pending(furtherTopic))];
      const entries = await onBoth();
      const culprit = entries.find(({ message: { refId, version } }) => refId === customer.refId && version === 1);
      await succeeds(store.outbox.park(completeTopic, positionsOf([culprit]), 'too large'));
      const rest = await onBoth();
      mustEqual(
        rest
          .filter(({ behindParked }) => behindParked)
          .map(({ message: { refId, version, topic } }) => [refId, version, topic]),
        [[customer.refId, 2, completeTopic]],
        'what must wait',
      );
      mustEqual(rest.length, entries.length - 1, 'the others');
      for (const topic of [completeTopic, furtherTopic])
        await succeeds(
          store.outbox.park(topic, positionsOf(rest.filter(({ message }) => message.topic === topic)), null),
        );
      mustEqual(
        (await succeeds(store.parked.list(1000))).map(({ refId, version, topic, error }) => [
          refId,
          version,
          topic,
          error,
        ]),
        [
          [customer.refId, 1, completeTopic, 'too large'],
          [customer.refId, 2, completeTopic, null],
        ],
        'only messages that wait behind it are parked with it',
      );
      mustEqual(
        await versionsPublished(store, { topic: completeTopic, refId: customer.refId }),
        [],
        'a parked message counts as unpublished',
      );
    },
  },
  {
    name: 'a message that is committed while an earlier one is parked waits behind it',
    check: async (make) => {
      const { store, writes, customer, pending } = await storeToPublish(make, { moves: 0 });
      await succeeds(store.outbox.park(completeTopic, positionsOf(await pending()), 'too large'));
      await succeeds(moveTo(writes, customer, 'SOHO'));
      const [entry] = await pending();
      mustHold(entry?.behindParked === true, 'the next version is behind it');
    },
  },
  {
    name: 'a message is not parked if no earlier message is parked any more',
    check: async (make) => {
      const { store, pending } = await storeToPublish(make);
      const entries = await pending();
      await succeeds(store.outbox.park(completeTopic, positionsOf(entries), null));
      mustEqual(await pending(), entries, 'the outbox');
      mustEqual(await succeeds(store.parked.list(1000)), [], 'parked');
      await succeeds(store.outbox.park(completeTopic, positionsOf(entries.slice(1)), 'refused'));
      await succeeds(store.outbox.park(completeTopic, positionsOf(entries.slice(0, 1)), null));
      mustEqual(await pending(), entries.slice(0, 1), 'the messages before the parked one');
    },
  },
  {
    name: 'parked messages are listed in order of position, with the time at which they were parked',
    check: async (make) => {
      const { store, pending } = await storeToPublish(make, { moves: 2 });
      const [first, second, third] = await pending();
      const before = Date.now();
      for (const entry of [third, first, second])
        await succeeds(store.outbox.park(completeTopic, positionsOf([entry]), 'refused'));
      const parked = await succeeds(store.parked.list(1000));
      mustEqual(await succeeds(store.parked.list(2)), parked.slice(0, 2), 'the first two');
      mustEqual(
        parked.map(({ version }) => version),
        [1, 2, 3],
        'versions',
      );
      const aMinute = 60_000;
      mustHold(
        parked.every(({ parkedAt }) => Math.abs(Date.parse(parkedAt) - before) < aMinute && parkedAt.endsWith('Z')),
        'the moment is that of the parking, in UTC',
      );
    },
  },
];
