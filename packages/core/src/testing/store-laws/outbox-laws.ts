import { completeTopic } from '../../domain/publication-rules.js';
import { mustEqual, mustHold, succeeds } from '../law.js';
import { anActiveCustomer } from '../builders.js';
import type { StoreLaw } from '../store-under-test.js';
import { create, moveTo, storeWithCustomer } from './in-use.js';
import { furtherTopic, positionsOf, storeToPublish, twoTopics, versionsOf } from './outbox-in-use.js';

const traceparent = '00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01';

export const outboxLaws: ReadonlyArray<StoreLaw> = [
  {
    name: 'a message has the bytes of the answer, the key of the customer and the trace context of the call',
    check: async (make) => {
      const { store, writes, customer } = await storeWithCustomer(make);
      const receipt = await succeeds(moveTo(writes, customer, 'SOHO', { traceparent }));
      const shards = await succeeds(store.leases.lease('relay', 60_000));
      const [created, moved] = await succeeds(store.outbox.pending(shards, completeTopic, 10));
      const { transactionId, occurredAt } = receipt.transaction;
      mustEqual(
        moved?.message,
        {
          kind: 'customer',
          refId: customer.refId,
          version: 2,
          topic: completeTopic,
          transactionId,
          operation: 'updateCustomerSegment',
          occurredAt,
          traceparent,
          replayedAt: null,
          body: receipt.body,
        },
        'message',
      );
      mustEqual([created?.message.operation, created?.message.traceparent], ['createCustomer', null], 'the creation');
    },
  },
  {
    name: 'the oldest entries of all customers are read first, up to the limit',
    check: async (make) => {
      const { writes, customer, pending } = await storeToPublish(make, { moves: 2 });
      const other = await anActiveCustomer(writes);
      await succeeds(moveTo(writes, customer, 'RESIDENTIAL'));
      await succeeds(moveTo(writes, other, 'SOHO'));
      const all = await pending();
      mustEqual(
        all.map(({ message }) => [message.refId, message.version]),
        [
          ...[1, 2, 3].map((version) => [customer.refId, version]),
          [other.refId, 1],
          [customer.refId, 4],
          [other.refId, 2],
        ],
        'in the order of the commits',
      );
      mustHold(!all.some(({ behindParked }) => behindParked), 'nothing is behind a parked message');
      mustEqual(await pending(completeTopic, 3), all.slice(0, 3), 'the oldest three');
      mustEqual(await pending(completeTopic, 3, positionsOf(all.slice(0, 3))), all.slice(3), 'those besides them');
    },
  },
  {
    name: 'removed entries are deleted, and the others keep their order',
    check: async (make) => {
      const { store, pending } = await storeToPublish(make, { moves: 3 });
      const [first, second, ...rest] = await pending();
      await succeeds(store.outbox.remove(completeTopic, positionsOf([second])));
      mustEqual(await pending(), [first, ...rest], 'after one');
      await succeeds(store.outbox.remove(completeTopic, positionsOf([first, second])));
      mustEqual(await pending(), rest, 'after one that is gone and one more');
      await succeeds(store.outbox.remove(completeTopic, []));
      mustEqual(await pending(), rest, 'after none');
    },
  },
  {
    name: 'topics are read separately: the entries of one do not block another',
    check: async (make) => {
      const { store, pending } = await storeToPublish(make, { topicsFor: twoTopics });
      const versionsOn = async (topic: string, limit: number) => versionsOf(await pending(topic, limit));
      mustEqual(await versionsOn(furtherTopic, 1), [1], 'the oldest of one');
      mustEqual(await versionsOn(completeTopic, 10), [1, 2], 'all of another');
      mustEqual(await versionsOn('another.topic', 10), [], 'a topic for which nothing waits');
      const further = await pending(furtherTopic);
      mustHold(
        further.every(({ message }) => message.topic === furtherTopic),
        'each names its topic',
      );
      const published = await pending(completeTopic);
      await succeeds(store.outbox.remove(furtherTopic, positionsOf(published)));
      await succeeds(store.outbox.park(furtherTopic, positionsOf(published), 'too large'));
      mustEqual(await pending(completeTopic), published, 'after calls with another topic');
      await succeeds(store.outbox.remove(completeTopic, positionsOf(published)));
      mustEqual(await pending(furtherTopic), further, 'the remaining entries');
    },
  },
  {
    name: 'a transaction has an entry for each of its topics and for no other',
    check: async (make) => {
      const bothForCreations = ({ operation }: { readonly operation: string }) =>
        operation === 'createCustomer' ? [completeTopic, furtherTopic] : [completeTopic];
      const { writes, pending } = await storeToPublish(make, { topicsFor: bothForCreations });
      await succeeds(create(writes));
      mustEqual(versionsOf(await pending(completeTopic)), [1, 2, 1], 'the complete topic');
      mustEqual(versionsOf(await pending(furtherTopic)), [1, 1], 'the other one');
    },
  },
];
