import * as TE from 'fp-ts/lib/TaskEither.js';
import type { Contradiction, Journal, JournalPage, JournalSelection, OutboundMessage } from '../../src/index.js';
import type { InMemoryStore } from '../../src/testing/index.js';
import { change, eachMember, type Mutant } from './mutant.js';

const inJournal = (name: string, mutate: (journal: Journal) => Journal): Mutant<InMemoryStore> => ({
  name: `journal: ${name}`,
  mutate: (store) => ({ ...store, journal: mutate(store.journal) }),
});

const selecting = (name: string, other: (selection: JournalSelection) => JournalSelection) =>
  inJournal(name, (journal) => ({ ...journal, read: (selection, take) => journal.read(other(selection), take) }));

const paged = (name: string, other: (page: JournalPage, selection: JournalSelection) => JournalPage) =>
  inJournal(name, (journal) => ({
    ...journal,
    read: (selection, take) => journal.read(selection, (page) => take(other(page, selection))),
  }));

const messages = (name: string, other: (all: ReadonlyArray<OutboundMessage>) => ReadonlyArray<OutboundMessage>) =>
  paged(name, (page) => ({ ...page, messages: other(page.messages) }));

const contradictions = (name: string, other: (all: ReadonlyArray<Contradiction>) => ReadonlyArray<Contradiction>) =>
  inJournal(`contradictions: ${name}`, (journal) => ({
    ...journal,
    contradictions: (transactions, topic) => change(other)(journal.contradictions(transactions, topic)),
  }));

const later = (moment: string, ms: number): string => new Date(Date.parse(moment) + ms).toISOString();

export const journalMutants: ReadonlyArray<Mutant<InMemoryStore>> = [
  ...eachMember<InMemoryStore, OutboundMessage>(
    'journal',
    ['kind', 'refId', 'version', 'topic', 'transactionId', 'operation', 'occurredAt', 'traceparent', 'body'],
    (store, spoilIt) => ({
      ...store,
      journal: {
        ...store.journal,
        read: (selection, take) =>
          store.journal.read(selection, (page) => take({ ...page, messages: page.messages.map(spoilIt) })),
      },
    }),
  ),
  selecting('the customer is ignored', (selection) => ({ ...selection, refId: null })),
  selecting('the first moment is ignored', (selection) => ({ ...selection, from: null })),
  selecting('the first moment itself is left out', (selection) => ({
    ...selection,
    from: selection.from === null ? null : later(selection.from, 1),
  })),
  selecting('the last moment is ignored', (selection) => ({ ...selection, to: null })),
  selecting('the last moment itself is read', (selection) => ({
    ...selection,
    to: selection.to === null ? null : later(selection.to, 1),
  })),
  selecting('what was discarded is always read', (selection) => ({ ...selection, withDiscarded: true })),
  selecting('what was discarded is never read', (selection) => ({ ...selection, withDiscarded: false })),
  inJournal('what waits in the outbox is read too', (journal) => ({
    ...journal,
    read: (selection, take) =>
      journal.read({ ...selection, topic: 'none' }, ({ messages: all, total }) =>
        take({ total, messages: all.map((message) => ({ ...message, topic: selection.topic })) }),
      ),
  })),
  messages('newest first', (all) => all.toReversed()),
  messages('by customer', (all) => [...all].sort((a, b) => (a.refId < b.refId ? -1 : a.refId > b.refId ? 1 : 0))),
  messages('only the newest of each customer', (all) =>
    all.filter(({ refId, version }) => !all.some((other) => other.refId === refId && other.version > version)),
  ),
  paged('the total is that of the page before', (page) => ({ ...page, total: page.total - 1 })),
  inJournal('answers 0', (journal) => ({
    ...journal,
    read: (selection, take) => change(() => 0)(journal.read(selection, take)),
  })),
  inJournal('a failure of the page handler is ignored', (journal) => ({
    ...journal,
    read: (selection, take) =>
      journal.read(selection, (page) => TE.orElse(() => TE.right<never, void>(undefined))(take(page))),
  })),
  inJournal('an empty page is handed over too', (journal) => ({
    ...journal,
    read: (selection, take) =>
      TE.tap((count: number) => (count === 0 ? take({ messages: [], total: 0 }) : TE.right(undefined)))(
        journal.read(selection, take),
      ),
  })),
  contradictions('none', () => []),
  contradictions('the journal’s own transaction is left out', (all) => all.map((one) => ({ ...one, instead: null }))),
  contradictions('those of which it has nothing are left out', (all) => all.filter(({ instead }) => instead !== null)),
  inJournal('contradictions: for another topic', (journal) => ({
    ...journal,
    contradictions: (transactions) => journal.contradictions(transactions, 'another.topic'),
  })),
  inJournal('contradictions: the transactionId is ignored', (journal) => ({
    ...journal,
    contradictions: (transactions, topic) =>
      change((all: ReadonlyArray<Contradiction>) => all.filter(({ instead }) => instead === null))(
        journal.contradictions(transactions, topic),
      ),
  })),
];
