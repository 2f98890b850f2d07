import * as TE from 'fp-ts/lib/TaskEither.js';
import type { Instant } from '../../domain/codecs.js';
import { completeTopic, type TopicsFor } from '../../domain/publication-rules.js';
import type { JournalPage, JournalSelection } from '../../ports/journal.js';
import type { OutboxEntry } from '../../ports/outbox.js';
import { LawBroken, succeeds } from '../law.js';
import type { MakeStore, StoreUnderTest } from '../store-under-test.js';
import { moveTo, storeWithCustomer } from './in-use.js';

export const furtherTopic = 'casm.customer-segment';

/** Publishes every transaction to a second topic too. */
export const twoTopics: TopicsFor = () => [completeTopic, furtherTopic];

/** Makes a store with a customer of versions 1 to 1 + `moves`, all unpublished, and returns it with a reader of its outbox. */
export const storeToPublish = async (
  make: MakeStore,
  {
    moves = 1,
    ...inUseOptions
  }: { readonly moves?: number; readonly topicsFor?: TopicsFor; readonly clock?: () => Instant } = {},
) => {
  const inUse = await storeWithCustomer(make, inUseOptions);
  const { store, writes, customer } = inUse;
  for (const segment of ['SOHO', 'BUSINESS', 'RESIDENTIAL'].slice(0, moves))
    await succeeds(moveTo(writes, customer, segment));
  const shards = await succeeds(store.leases.lease('relay', 60_000));
  const pending = (topic = completeTopic, limit = 100, besides: ReadonlyArray<string> = []) =>
    succeeds(store.outbox.pending(shards, topic, limit, besides));
  return { ...inUse, shards, pending };
};

/** Returns the positions of the entries. Throws a LawBroken if one is undefined. */
export const positionsOf = (entries: ReadonlyArray<OutboxEntry | undefined>): ReadonlyArray<string> =>
  entries.map((entry) => {
    if (entry === undefined) throw new LawBroken('the outbox lacks an entry');
    return entry.position;
  });

export const versionsOf = (
  entries: ReadonlyArray<{ readonly message: { readonly version: number } }>,
): ReadonlyArray<number> => entries.map(({ message }) => message.version);

export type Selection = Partial<JournalSelection> & { readonly topic: string };

export const selected = (given: Selection): JournalSelection => ({
  from: null,
  to: null,
  refId: null,
  withDiscarded: false,
  ...given,
});

/** Returns the journal's pages of the selection. */
export const journalPages = async (
  { journal }: StoreUnderTest,
  selection: Selection,
): Promise<ReadonlyArray<JournalPage>> => {
  const pages: Array<JournalPage> = [];
  await succeeds(
    journal.read(selected(selection), (page) =>
      TE.fromIO(() => {
        pages.push(page);
      }),
    ),
  );
  return pages;
};

/** Returns the versions that the journal selects, in its order. */
export const versionsPublished = async (
  store: StoreUnderTest,
  selection: Selection = { topic: completeTopic },
): Promise<ReadonlyArray<number>> =>
  (await journalPages(store, selection)).flatMap(({ messages }) => messages.map(({ version }) => version));
