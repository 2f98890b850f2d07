import * as TE from 'fp-ts/lib/TaskEither.js';
import { completeTopic, type OutboundMessage, type Outbox, type OutboxEntry } from '../../src/index.js';
import type { InMemoryStore } from '../../src/testing/index.js';
import { change, eachMember, type Mutant } from './mutant.js';

const inOutbox = (name: string, mutate: (outbox: Outbox, store: InMemoryStore) => Outbox): Mutant<InMemoryStore> => ({
  name: `outbox: ${name}`,
  mutate: (store) => ({ ...store, outbox: mutate(store.outbox, store) }),
});

const pending = (name: string, mutate: (original: Outbox['pending']) => Outbox['pending']) =>
  inOutbox(`pending: ${name}`, (outbox) => ({ ...outbox, pending: mutate(outbox.pending) }));

const entries = (name: string, other: (all: ReadonlyArray<OutboxEntry>) => ReadonlyArray<OutboxEntry>) =>
  pending(
    name,
    (original) =>
      (...asked) =>
        change(other)(original(...asked)),
  );

const allShards = [0];

export const outboxMutants: ReadonlyArray<Mutant<InMemoryStore>> = [
  ...eachMember<InMemoryStore, OutboundMessage>(
    'pending',
    ['kind', 'refId', 'version', 'topic', 'transactionId', 'operation', 'occurredAt', 'traceparent', 'body'],
    (store, spoilIt) => ({
      ...store,
      outbox: {
        ...store.outbox,
        pending: (...asked) =>
          change((all: ReadonlyArray<OutboxEntry>) =>
            all.map((entry) => ({ ...entry, message: spoilIt(entry.message) })),
          )(store.outbox.pending(...asked)),
      },
    }),
  ),
  entries('the trace is lost', (all) =>
    all.map((entry) => ({ ...entry, message: { ...entry.message, traceparent: null } })),
  ),
  entries('newest first', (all) => all.toReversed()),
  entries('by customer', (all) => [...all].sort((a, b) => (a.message.refId < b.message.refId ? -1 : 1))),
  entries('the oldest is skipped', (all) => all.slice(1)),
  entries('no message is behind a parked one', (all) => all.map((entry) => ({ ...entry, behindParked: false }))),
  entries('every message is behind a parked one', (all) => all.map((entry) => ({ ...entry, behindParked: true }))),
  pending(
    'the limit is ignored',
    (original) => (shards, topic, _, besides) => original(shards, topic, 100_000, besides),
  ),
  pending(
    'the limit counts those besides',
    (original) =>
      (shards, topic, limit, besides = []) =>
        change((all: ReadonlyArray<OutboxEntry>) =>
          all.slice(0, limit).filter(({ position }) => !besides.includes(position)),
        )(original(shards, topic, 100_000)),
  ),
  pending('those besides are read as well', (original) => (shards, topic, limit) => original(shards, topic, limit)),
  pending(
    'the complete topic returns the entries of all topics',
    (original) => (shards, topic, limit, besides) =>
      topic === completeTopic
        ? original(shards, topic, limit, besides)
        : original(shards, completeTopic, limit, besides),
  ),
  pending('shards are ignored', (original) => (_, topic, limit, besides) => original(allShards, topic, limit, besides)),
  inOutbox('pending: a message that came since goes before one that was put back', (outbox, store) => {
    const late = new Set<string>();
    return {
      ...outbox,
      park: (topic, positions, error) => {
        positions.forEach((position) => late.add(position));
        return store.outbox.park(topic, positions, error);
      },
      pending: (...asked) =>
        change((all: ReadonlyArray<OutboxEntry>) => [
          ...all.filter(({ position }) => !late.has(position)),
          ...all.filter(({ position }) => late.has(position)),
        ])(outbox.pending(...asked)),
    };
  }),
  inOutbox('remove: nothing is removed', (outbox) => ({ ...outbox, remove: () => TE.right(undefined) })),
  inOutbox('remove: only the first is removed', (outbox) => ({
    ...outbox,
    remove: (topic, positions) => outbox.remove(topic, positions.slice(0, 1)),
  })),
  inOutbox('remove: all that is older goes too', (outbox) => ({
    ...outbox,
    remove: (topic, positions) => {
      const last = Math.max(...positions.map(Number), 0);
      return outbox.remove(
        topic,
        Array.from({ length: last }, (_, index) => String(index + 1)),
      );
    },
  })),
  inOutbox('remove: what is named under another topic goes too', (outbox) => ({
    ...outbox,
    remove: (topic, positions) =>
      TE.flatMap(() => outbox.remove(completeTopic, positions))(outbox.remove(topic, positions)),
  })),
  inOutbox('park: what is named under another topic is parked too', (outbox) => ({
    ...outbox,
    park: (topic, positions, error) =>
      TE.flatMap(() => outbox.park(completeTopic, positions, error))(outbox.park(topic, positions, error)),
  })),
  inOutbox('park: nothing is parked', (outbox) => ({ ...outbox, park: () => TE.right(undefined) })),
  inOutbox('park: what is parked is lost', (outbox) => ({
    ...outbox,
    park: (topic, positions) => outbox.remove(topic, positions),
  })),
  inOutbox('park: the error is lost', (outbox) => ({
    ...outbox,
    park: (topic, positions, error) => outbox.park(topic, positions, error === null ? null : 'an error'),
  })),
  inOutbox('park: a message without an error gets one', (outbox) => ({
    ...outbox,
    park: (topic, positions, error) => outbox.park(topic, positions, error ?? 'behind'),
  })),
  inOutbox('park: what waits behind a parked message is not parked', (outbox) => ({
    ...outbox,
    park: (topic, positions, error) => (error === null ? TE.right(undefined) : outbox.park(topic, positions, error)),
  })),
];
