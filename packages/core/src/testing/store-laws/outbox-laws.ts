import * as TE from 'fp-ts/lib/TaskEither.js';
import { completeTopic, type TopicsFor } from '../../domain/publication-rules.js';
import { publicationBacklog } from '../../domain/failure.js';
import type { JournalPage, JournalSelection } from '../../ports/journal.js';
import type { OutboxEntry } from '../../ports/outbox.js';
import { createCustomer } from '../../operations/create-customer.js';
import { type CustomerWrites, perform } from '../../operations/perform.js';
import { updateCustomerSegment } from '../../operations/update-customer-segment.js';
import { withPublicationCeiling } from '../../use-cases/with-publication-ceiling.js';
import { context } from '../builders.js';
import { failsWith, LawBroken, mustEqual, mustHold, succeeds } from '../law.js';
import type { StoreLaw, StoreUnderTest } from '../store-under-test.js';
import { moveTo, storeWithCustomer } from './in-use.js';

const traceparent = '00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01';

export const outboxLaws: ReadonlyArray<StoreLaw> = [
  {
    name: 'what goes out is what was answered, under the customer’s key',
    check: async (make) => {
      const { store, writes, customer } = await storeWithCustomer(make);
      const body = { requestId: writes.newId(), customer: { refId: customer.refId }, customerSegment: 'SOHO' };
      const receipt = await succeeds(perform(writes)(updateCustomerSegment)(body, context({ traceparent })));
      const shards = await succeeds(store.outbox.lease('relay', 60_000));
      const entries = await succeeds(store.outbox.pending(shards, completeTopic, 10));
      const { transactionId, occurredAt } = receipt.transaction;
      mustEqual(
        entries.at(-1)?.message,
        {
          refId: customer.refId,
          version: 2,
          topic: completeTopic,
          transactionId,
          kind: 'customer',
          operation: 'updateCustomerSegment',
          occurredAt,
          traceparent,
          body: receipt.body,
        },
        'message',
      );
    },
  },
  {
    name: 'removed entries are gone, the others stay in order',
    check: async (make) => {
      const { store, writes, customer } = await storeWithCustomer(make);
      for (const segment of ['SOHO', 'BUSINESS']) await succeeds(moveTo(writes, customer, segment));
      const shards = await succeeds(store.outbox.lease('relay', 60_000));
      const [first] = await succeeds(store.outbox.pending(shards, completeTopic, 1));
      mustEqual(first?.message.version, 1, 'oldest');
      await succeeds(store.outbox.remove(completeTopic, one(first)));
      await succeeds(store.outbox.remove(completeTopic, one(first)));
      const rest = await succeeds(store.outbox.pending(shards, completeTopic, 10));
      mustEqual(
        rest.map(({ message }) => message.version),
        [2, 3],
        'rest',
      );
    },
  },
  {
    name: 'the outbox tells how much it holds, up to a limit',
    check: async (make) => {
      const { store, writes, customer } = await storeWithCustomer(make);
      mustEqual(await succeeds(store.outbox.sizes), [{ topic: completeTopic, size: 1 }], 'by topic');
      for (const segment of ['SOHO', 'BUSINESS']) await succeeds(moveTo(writes, customer, segment));
      mustEqual(await succeeds(store.outbox.size(10)), 3, 'all of them');
      mustEqual(await succeeds(store.outbox.size(2)), 2, 'no further than the limit');
    },
  },
  {
    name: 'a shard has one holder at a time, until it is released',
    check: async (make) => {
      const { store } = await storeWithCustomer(make);
      const held = await succeeds(store.outbox.lease('one', 60_000));
      mustHold(held.length > 0, 'the first holder gets all');
      mustEqual(await succeeds(store.outbox.lease('two', 60_000)), [], 'the second gets none');
      mustEqual(await succeeds(store.outbox.lease('one', 60_000)), held, 'the first keeps them');
      await succeeds(store.outbox.release('two'));
      mustEqual(await succeeds(store.outbox.lease('two', 60_000)), [], 'only its holder releases a shard');
      await succeeds(store.outbox.release('one'));
      mustEqual(await succeeds(store.outbox.lease('two', 60_000)), held, 'released shards are free');
    },
  },
  {
    name: 'a shard whose lease ran out is free',
    check: async (make) => {
      const { store } = await storeWithCustomer(make);
      const held = await succeeds(store.outbox.lease('one', 0));
      mustEqual(await succeeds(store.outbox.lease('two', 60_000)), held, 'the second gets all');
    },
  },
  {
    name: 'a parked message holds up its own customer on its own topic, and nobody else',
    check: async (make) => {
      const { store, writes, customer } = await storeWithCustomer(make, { topicsFor: twoTopics });
      await succeeds(moveTo(writes, customer, 'SOHO'));
      await succeeds(createOther(writes));
      const shards = await succeeds(store.outbox.lease('relay', 60_000));
      const onBoth = async () => [
        ...(await succeeds(store.outbox.pending(shards, completeTopic, 10))),
        ...(await succeeds(store.outbox.pending(shards, furtherTopic, 10))),
      ];
      const entries = await onBoth();
      const culprit = entries.find(({ message: { refId, version } }) => refId === customer.refId && version === 1);
      await succeeds(store.outbox.park(completeTopic, one(culprit), 'too large'));
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
        (await succeeds(store.parked.list)).map(({ version, topic, error }) => [version, topic, error]),
        [
          [1, completeTopic, 'too large'],
          [2, completeTopic, null],
        ],
        'only what waits behind it is parked with it',
      );
      mustEqual(
        await versionsPublished(store, completeTopic, customer.refId),
        [],
        'what is parked counts as unpublished',
      );
    },
  },
  {
    name: 'topics are read apart: what waits for one is not in the way of another',
    check: async (make) => {
      const { store, writes, customer } = await storeWithCustomer(make, { topicsFor: twoTopics });
      await succeeds(moveTo(writes, customer, 'SOHO'));
      const shards = await succeeds(store.outbox.lease('relay', 60_000));
      const versionsOn = async (topic: string, limit: number) =>
        (await succeeds(store.outbox.pending(shards, topic, limit))).map(({ message: { version } }) => version);
      mustEqual([...(await succeeds(store.outbox.topics))].sort(), [completeTopic, furtherTopic], 'topics');
      mustEqual(await versionsOn(furtherTopic, 1), [1], 'the oldest of one');
      mustEqual(await versionsOn(completeTopic, 10), [1, 2], 'all of another');
      mustEqual(await versionsOn('another.topic', 10), [], 'a topic for which nothing waits');
      for (const entry of await succeeds(store.outbox.pending(shards, completeTopic, 10))) {
        const others = await succeeds(store.outbox.pending(shards, completeTopic, 10, one(entry)));
        mustEqual(
          others.map(({ message: { version } }) => version),
          [1, 2].filter((version) => version !== entry.message.version),
          `those besides ${entry.message.version}`,
        );
      }
      const published = await succeeds(store.outbox.pending(shards, completeTopic, 10));
      await succeeds(store.outbox.remove(furtherTopic, positionsOf(published)));
      await succeeds(store.outbox.park(furtherTopic, positionsOf(published), 'too large'));
      mustEqual(await versionsOn(completeTopic, 10), [1, 2], 'what was named as another topic’s');
      await succeeds(store.outbox.remove(completeTopic, positionsOf(published)));
      mustEqual(await versionsOn(furtherTopic, 10), [1, 2], 'what is left');
      mustEqual(await succeeds(store.outbox.topics), [furtherTopic], 'topics that are left');
      mustEqual(await succeeds(store.outbox.sizes), [{ topic: furtherTopic, size: 2 }], 'how much is left');
    },
  },
  {
    name: 'above the publication ceiling nothing is changed, and a repeat is answered',
    check: async (make) => {
      const { store, writes, customer } = await storeWithCustomer(make);
      let full = false;
      const limited = { ...writes, customers: withPublicationCeiling(store.customers, () => full) };
      const move = (requestId: string) =>
        perform(limited)(updateCustomerSegment)(
          { requestId, customer: { refId: customer.refId }, customerSegment: 'SOHO' },
          context(),
        );
      const receipt = await succeeds(move('before'));
      full = true;
      mustEqual(await failsWith(move('above')), publicationBacklog, 'a change');
      const ofNobody = { requestId: 'nobody', customer: { externalId: 'nobody' }, customerSegment: 'SOHO' };
      mustEqual(
        await failsWith(perform(limited)(updateCustomerSegment)(ofNobody, context())),
        publicationBacklog,
        'of nobody',
      );
      mustEqual((await succeeds(move('before'))).body, receipt.body, 'a repeat');
      mustEqual(await succeeds(store.outbox.size(10)), 2, 'what waits');
      full = false;
      mustHold(!(await succeeds(move('above'))).replayed, 'below it again the same request passes');
    },
  },
  {
    name: 'a retry puts parked messages back in their places',
    check: async (make) => {
      const { store, writes, customer } = await storeWithCustomer(make);
      await succeeds(moveTo(writes, customer, 'SOHO'));
      const shards = await succeeds(store.outbox.lease('relay', 60_000));
      const before = await succeeds(store.outbox.pending(shards, completeTopic, 10));
      await succeeds(store.outbox.park(completeTopic, one(before[0]), 'refused'));
      await succeeds(store.outbox.park(completeTopic, one(before[1]), null));
      mustEqual(await succeeds(store.outbox.pending(shards, completeTopic, 10)), [], 'nothing is left to publish');
      mustEqual(await succeeds(store.parked.retry({ refId: 'nobody', topic: null })), 0, 'another customer');
      mustEqual(await succeeds(store.parked.retry({ refId: customer.refId, topic: completeTopic })), 2, 'put back');
      mustEqual(await succeeds(store.outbox.pending(shards, completeTopic, 10)), before, 'the outbox is as it was');
      mustEqual(await succeeds(store.parked.list), [], 'parked');
    },
  },
  {
    name: 'a discarded message is gone, and what waited behind it goes on',
    check: async (make) => {
      const { store, writes, customer } = await storeWithCustomer(make);
      await succeeds(moveTo(writes, customer, 'SOHO'));
      const shards = await succeeds(store.outbox.lease('relay', 60_000));
      const [first, second] = await succeeds(store.outbox.pending(shards, completeTopic, 10));
      await succeeds(store.outbox.park(completeTopic, one(first), 'refused'));
      await succeeds(store.outbox.park(completeTopic, one(second), null));
      const named = { refId: customer.refId, version: 1, topic: completeTopic };
      mustHold(!(await succeeds(store.parked.discard({ ...named, version: 7 }))), 'what is not parked');
      mustHold(await succeeds(store.parked.discard(named)), 'what is parked');
      mustEqual(await succeeds(store.outbox.pending(shards, completeTopic, 10)), [second], 'the outbox');
      await succeeds(store.outbox.remove(completeTopic, one(second)));
      mustEqual(await versionsPublished(store, completeTopic), [2], 'a replay passes it over');
      mustEqual(
        await versionsPublished(store, completeTopic, null, { withDiscarded: true }),
        [1, 2],
        'a repair of the warehouse does not',
      );
      mustEqual(await succeeds(store.parked.list), [], 'parked');
    },
  },
  {
    name: 'what is refused for an error of its own stays parked when an earlier message is discarded',
    check: async (make) => {
      const { store, writes, customer } = await storeWithCustomer(make);
      for (const segment of ['SOHO', 'BUSINESS']) await succeeds(moveTo(writes, customer, segment));
      const shards = await succeeds(store.outbox.lease('relay', 60_000));
      const [first, second, third] = await succeeds(store.outbox.pending(shards, completeTopic, 10));
      await succeeds(store.outbox.park(completeTopic, one(first), 'refused'));
      await succeeds(store.outbox.park(completeTopic, one(second), 'refused too'));
      await succeeds(store.outbox.park(completeTopic, one(third), null));
      await succeeds(store.parked.discard({ refId: customer.refId, version: 1, topic: completeTopic }));
      mustEqual(
        (await succeeds(store.parked.list)).map(({ version }) => version),
        [2],
        'parked',
      );
      mustEqual(
        await succeeds(store.outbox.pending(shards, completeTopic, 10)),
        [{ ...third, behindParked: true }],
        'what waits behind that one still must',
      );
    },
  },
  {
    name: 'the journal gives what has left the outbox, oldest first, with its number',
    check: async (make) => {
      const { store, writes, customer } = await storeWithCustomer(make);
      for (const segment of ['SOHO', 'BUSINESS']) await succeeds(moveTo(writes, customer, segment));
      mustEqual(await versionsPublished(store, completeTopic), [], 'nothing published yet');
      const shards = await succeeds(store.outbox.lease('relay', 60_000));
      const entries = await succeeds(store.outbox.pending(shards, completeTopic, 10));
      await succeeds(store.outbox.remove(completeTopic, positionsOf(entries.slice(0, 2))));
      const pages = await journalPages(store, { topic: completeTopic });
      mustEqual(
        pages.flatMap(({ messages }) => messages),
        entries.slice(0, 2).map(({ message }) => ({ ...message, traceparent: null })),
        'messages',
      );
      mustHold(
        pages.every(({ total }) => total === 2),
        'the total is told with each page',
      );
      const second = entries[1]?.message.occurredAt ?? '';
      mustEqual(await versionsPublished(store, completeTopic, null, { from: second }), [2], 'from a moment on');
      mustEqual(await versionsPublished(store, completeTopic, null, { to: second }), [1], 'before a moment');
      mustEqual(await versionsPublished(store, completeTopic, customer.refId), [1, 2], 'of the customer');
      mustEqual(await versionsPublished(store, completeTopic, 'nobody'), [], 'of nobody');
      mustEqual(await versionsPublished(store, 'another.topic'), [1, 2, 3], 'for a topic that nothing waits for');
    },
  },
  {
    name: 'a walk of the journal ends at the first failure of who takes it',
    check: async (make) => {
      const { store, writes, customer } = await storeWithCustomer(make);
      await succeeds(moveTo(writes, customer, 'SOHO'));
      const all = { topic: 'another.topic', from: null, to: null, refId: null, withDiscarded: false };
      mustEqual(await failsWith(store.journal.read(all, () => TE.left('enough'))), 'enough', 'failure');
      mustEqual(await succeeds(store.journal.read(all, () => TE.right(undefined))), 2, 'the next walk');
    },
  },
];

const furtherTopic = 'casm.customer-segment';

/** Everything goes to another topic as well. */
const twoTopics: TopicsFor = () => [completeTopic, furtherTopic];

/** The position of an entry that must be there. */
const one = (entry: OutboxEntry | undefined): ReadonlyArray<string> => {
  if (entry === undefined) throw new LawBroken('the outbox lacks an entry');
  return [entry.position];
};

const positionsOf = (entries: ReadonlyArray<OutboxEntry>): ReadonlyArray<string> =>
  entries.map(({ position }) => position);

const createOther = (writes: CustomerWrites) =>
  perform(writes)(createCustomer)(
    { requestId: writes.newId(), customerSegment: 'SOHO', state: { state: 'ACTIVE', stateReason: 'dfltActive' } },
    context(),
  );

const journalPages = async (
  { journal }: StoreUnderTest,
  selection: Partial<JournalSelection> & { readonly topic: string },
): Promise<ReadonlyArray<JournalPage>> => {
  const pages: Array<JournalPage> = [];
  await succeeds(
    journal.read({ from: null, to: null, refId: null, withDiscarded: false, ...selection }, (page) =>
      TE.fromIO(() => {
        pages.push(page);
      }),
    ),
  );
  return pages;
};

const versionsPublished = async (
  store: StoreUnderTest,
  topic: string,
  refId: string | null = null,
  more: Partial<JournalSelection> = {},
): Promise<ReadonlyArray<number>> =>
  (await journalPages(store, { topic, refId, ...more })).flatMap(({ messages }) =>
    messages.map(({ version }) => version),
  );
