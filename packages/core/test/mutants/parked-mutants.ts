import { pipe } from 'fp-ts/lib/function.js';
import * as TE from 'fp-ts/lib/TaskEither.js';
import type { ParkedMessage, ParkedMessages, StoreFailure } from '../../src/index.js';
import type { InMemoryStore } from '../../src/testing/index.js';
import { wrongSizes } from './backlog-mutants.js';
import { change, eachMember, type Mutant } from './mutant.js';

const inParked = (
  name: string,
  mutate: (parked: ParkedMessages, store: InMemoryStore) => ParkedMessages,
): Mutant<InMemoryStore> => ({
  name: `parked: ${name}`,
  mutate: (store) => ({ ...store, parked: mutate(store.parked, store) }),
});

const listed = (name: string, other: (all: ReadonlyArray<ParkedMessage>) => ReadonlyArray<ParkedMessage>) =>
  inParked(`list: ${name}`, (parked) => ({ ...parked, list: (limit) => change(other)(parked.list(limit)) }));

const retried = (name: string, other: (of: Parameters<ParkedMessages['retry']>[0]) => typeof of) =>
  inParked(`retry: ${name}`, (parked) => ({ ...parked, retry: (of) => parked.retry(other(of)) }));

const discarded = (name: string, mutate: (parked: ParkedMessages) => ParkedMessages['discard']) =>
  inParked(`discard: ${name}`, (parked) => ({ ...parked, discard: mutate(parked) }));

/** Runs another task after a successful discard. */
const andThen =
  <A>(next: () => TE.TaskEither<StoreFailure, A>) =>
  (discard: TE.TaskEither<StoreFailure, boolean>): TE.TaskEither<StoreFailure, boolean> =>
    TE.flatMap((answer: boolean) => change<A, boolean>(() => answer)(next()))(discard);

const parkAgain = (
  { outbox, leases }: InMemoryStore,
  { refId, topic }: { readonly refId: string; readonly topic: string },
): TE.TaskEither<StoreFailure, void> =>
  pipe(
    leases.lease('relay', 60_000),
    TE.flatMap((shards) => outbox.pending(shards, topic, 1000)),
    TE.map((entries) => entries.filter((entry) => entry.message.refId === refId).map(({ position }) => position)),
    TE.flatMap((positions) => outbox.park(topic, positions, 'still')),
  );

export const parkedMutants: ReadonlyArray<Mutant<InMemoryStore>> = [
  ...eachMember<InMemoryStore, ParkedMessage>(
    'parked',
    ['refId', 'version', 'topic', 'error', 'parkedAt'],
    (store, spoilIt) => ({
      ...store,
      parked: {
        ...store.parked,
        list: (limit) => change((all: ReadonlyArray<ParkedMessage>) => all.map(spoilIt))(store.parked.list(limit)),
      },
    }),
  ),
  inParked('list: the limit is ignored', (parked) => ({ ...parked, list: () => parked.list(1000) })),
  ...wrongSizes.map(({ name, wrong }) =>
    inParked(`sizes: ${name}`, (parked) => ({ ...parked, sizes: change(wrong)(parked.sizes) })),
  ),
  inParked('sizes: those of what is published', (parked, { backlog }) => ({ ...parked, sizes: backlog.sizes })),
  listed('in no order', (all) => all.toReversed()),
  listed('only those with an error', (all) => all.filter(({ error }) => error !== null)),
  listed('without the moment', (all) => all.map((message) => ({ ...message, parkedAt: '' }))),
  listed('at the moment when the clock began', (all) =>
    all.map((message) => ({ ...message, parkedAt: '1970-01-01T00:00:00.000Z' })),
  ),
  retried('the topic is ignored', ({ refId }) => ({ refId, topic: null })),
  retried('the customer is ignored', ({ topic }) => ({ refId: null, topic })),
  retried('without a topic nothing is put back', ({ refId, topic }) => ({ refId, topic: topic ?? 'none' })),
  retried('without a customer nothing is put back', ({ refId, topic }) => ({ refId: refId ?? 'nobody', topic })),
  inParked('retry: answers 0', (parked) => ({ ...parked, retry: (of) => change(() => 0)(parked.retry(of)) })),
  inParked('retry: counts those that stay', (parked) => ({
    ...parked,
    retry: (of) =>
      TE.flatMap((all: ReadonlyArray<unknown>) => change(() => all.length)(parked.retry(of)))(parked.list(1000)),
  })),
  discarded('nothing is discarded', () => () => TE.right(true)),
  discarded('always answers yes', (parked) => (message) => change(() => true)(parked.discard(message))),
  discarded('always answers no', (parked) => (message) => change(() => false)(parked.discard(message))),
  discarded(
    'the version is ignored',
    (parked) => (message) =>
      TE.flatMap((held: ReadonlyArray<ParkedMessage>) => {
        const found = held.find(({ refId, topic }) => refId === message.refId && topic === message.topic);
        return found === undefined ? TE.right(false) : parked.discard(found);
      })(parked.list(1000)),
  ),
  discarded(
    'the topic is ignored',
    (parked) => (message) =>
      TE.flatMap((held: ReadonlyArray<ParkedMessage>) => {
        const found = held.filter(({ refId, version }) => refId === message.refId && version === message.version);
        return change((all: ReadonlyArray<boolean>) => all.includes(true))(TE.traverseSeqArray(parked.discard)(found));
      })(parked.list(1000)),
  ),
  discarded(
    'what is refused too is put back',
    (parked) => (message) =>
      andThen(() => parked.retry({ refId: message.refId, topic: message.topic }))(parked.discard(message)),
  ),
  discarded(
    'what waits on other topics is put back',
    (parked) => (message) =>
      andThen(() => parked.retry({ refId: message.refId, topic: null }))(parked.discard(message)),
  ),
  inParked('discard: what waits behind it stays parked', (parked, store) => ({
    ...parked,
    discard: (message) => andThen(() => parkAgain(store, message))(parked.discard(message)),
  })),
  inParked('discard: it is put back instead', (parked) => ({
    ...parked,
    discard: ({ refId, topic }) => change((count: number) => count > 0)(parked.retry({ refId, topic })),
  })),
];
