import * as TE from 'fp-ts/lib/TaskEither.js';
import { completeTopic } from '../../domain/publication-rules.js';
import { failsWith, mustEqual, mustHold, succeeds } from '../law.js';
import { anActiveCustomer } from '../builders.js';
import type { StoreLaw } from '../store-under-test.js';
import { moveTo, storeInUse } from './in-use.js';
import { journalPages, positionsOf, selected, storeToPublish, versionsPublished } from './outbox-in-use.js';

export const journalLaws: ReadonlyArray<StoreLaw> = [
  {
    name: 'the journal returns the messages that have left the outbox, oldest first, with their number',
    check: async (make) => {
      const { store, customer, pending } = await storeToPublish(make, { moves: 2 });
      mustEqual(await versionsPublished(store), [], 'nothing published yet');
      const entries = await pending();
      await succeeds(store.outbox.remove(completeTopic, positionsOf(entries.slice(0, 2))));
      const pages = await journalPages(store, { topic: completeTopic });
      mustEqual(
        pages.flatMap(({ messages }) => messages),
        entries.slice(0, 2).map(({ message }) => ({ ...message, traceparent: null })),
        'messages',
      );
      mustHold(
        pages.every(({ total }) => total === 2),
        'each page has the total',
      );
      const { refId } = customer;
      mustEqual(await versionsPublished(store, { topic: completeTopic, refId }), [1, 2], 'of the customer');
      mustEqual(await versionsPublished(store, { topic: completeTopic, refId: 'nobody' }), [], 'of nobody');
      mustEqual(await versionsPublished(store, { topic: 'another.topic' }), [1, 2, 3], 'for another topic');
    },
  },
  {
    name: 'a message from the journal has the topic of the selection',
    check: async (make) => {
      const { store } = await storeToPublish(make, { moves: 0 });
      const [page] = await journalPages(store, { topic: 'another.topic' });
      mustEqual(
        page?.messages.map(({ topic }) => topic),
        ['another.topic'],
        'topics',
      );
    },
  },
  {
    name: 'the journal is read in order of occurredAt across customers, from one time to before another',
    check: async (make) => {
      let now = '2026-01-01T00:00:00.000Z';
      const { store, writes } = await storeInUse(make, { clock: () => now });
      const one = await anActiveCustomer(writes);
      now = '2026-01-02T00:00:00.000Z';
      const other = await anActiveCustomer(writes);
      now = '2026-01-03T00:00:00.000Z';
      await succeeds(moveTo(writes, one, 'SOHO'));
      now = '2026-01-04T00:00:00.000Z';
      await succeeds(moveTo(writes, other, 'SOHO'));
      const topic = 'another.topic';
      const read = async (given: { readonly from?: string; readonly to?: string }) =>
        (await journalPages(store, { topic, ...given })).flatMap(({ messages }) =>
          messages.map(({ refId, version }) => `${refId === one.refId ? 'one' : 'other'} ${version}`),
        );
      mustEqual(await read({}), ['one 1', 'other 1', 'one 2', 'other 2'], 'all');
      const [from, to] = ['2026-01-02T00:00:00.000Z', '2026-01-04T00:00:00.000Z'];
      mustEqual(await read({ from }), ['other 1', 'one 2', 'other 2'], 'from a moment on');
      mustEqual(await read({ to }), ['one 1', 'other 1', 'one 2'], 'before a moment');
      mustEqual(await read({ from, to }), ['other 1', 'one 2'], 'between two moments');
    },
  },
  {
    name: 'the journal returns the transactions that it does not have, each with its own transaction of that version',
    check: async (make) => {
      const { store, writes, customer } = await storeToPublish(make, { moves: 0 });
      const { refId } = customer;
      const { transaction, body } = await succeeds(moveTo(writes, customer, 'SOHO'));
      const { transactionId, operation, occurredAt } = transaction;
      const others = [
        { refId, version: 2, transactionId: 'of-another-history' },
        { refId, version: 3, transactionId: 'of-another-history' },
        { refId: 'nobody', version: 1, transactionId },
      ];
      const refs = [{ refId, version: 2, transactionId }, ...others];
      const found = await succeeds(store.journal.contradictions(refs, completeTopic));
      const topic = completeTopic;
      const instead = {
        kind: 'customer',
        refId,
        version: 2,
        topic,
        transactionId,
        operation,
        occurredAt,
        traceparent: null,
        replayedAt: null,
        body,
      };
      mustEqual(
        others.map(({ version }) => found.find(({ unknown }) => unknown.version === version)),
        others.map((unknown) => ({ unknown, instead: unknown.version === 2 ? instead : null })),
        'contradictions',
      );
      mustEqual(found.length, others.length, 'how many');
    },
  },
  {
    name: 'a walk of the journal stops at the first failure of its page handler',
    check: async (make) => {
      const { store } = await storeToPublish(make);
      const all = selected({ topic: 'another.topic' });
      mustEqual(await failsWith(store.journal.read(all, () => TE.left('enough'))), 'enough', 'failure');
      mustEqual(await succeeds(store.journal.read(all, () => TE.right(undefined))), 2, 'the next walk');
    },
  },
  {
    name: 'a walk of an empty selection has no pages and returns 0',
    check: async (make) => {
      const { store } = await storeToPublish(make);
      const none = selected({ topic: completeTopic });
      mustEqual(await succeeds(store.journal.read(none, () => TE.left('a page was taken'))), 0, 'how many');
    },
  },
];
