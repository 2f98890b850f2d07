import * as TE from 'fp-ts/lib/TaskEither.js';
import { completeTopic, type OutboxBacklog, type OutboxEntry, type TopicSize } from '../../src/index.js';
import type { InMemoryStore } from '../../src/testing/index.js';
import { change, type Mutant } from './mutant.js';

const inBacklog = (
  name: string,
  mutate: (backlog: OutboxBacklog, store: InMemoryStore) => OutboxBacklog,
): Mutant<InMemoryStore> => ({
  name: `backlog: ${name}`,
  mutate: (store) => ({ ...store, backlog: mutate(store.backlog, store) }),
});

/** What an adapter can get wrong in the sizes of topics. */
export const wrongSizes: ReadonlyArray<{
  readonly name: string;
  readonly wrong: (all: ReadonlyArray<TopicSize>) => ReadonlyArray<TopicSize>;
}> = [
  { name: 'none', wrong: () => [] },
  { name: 'in no order', wrong: (all) => all.toReversed() },
  { name: 'one too many', wrong: (all) => all.map(({ topic, size }) => ({ topic, size: size + 1 })) },
];

export const backlogMutants: ReadonlyArray<Mutant<InMemoryStore>> = [
  inBacklog('topics: none', (backlog) => ({ ...backlog, topics: TE.right([]) })),
  inBacklog('topics: only the first', (backlog) => ({
    ...backlog,
    topics: change((all: ReadonlyArray<string>) => all.slice(0, 1))(backlog.topics),
  })),
  inBacklog('topics: once there, always there', (backlog) => {
    const seen = new Set<string>();
    return {
      ...backlog,
      topics: change((all: ReadonlyArray<string>) => {
        all.forEach((topic) => seen.add(topic));
        return [...seen];
      })(backlog.topics),
    };
  }),
  inBacklog('topics: those of parked messages too', (backlog, { parked }) => ({
    ...backlog,
    topics: TE.flatMap((all: ReadonlyArray<string>) =>
      change((held: ReadonlyArray<{ readonly topic: string }>) => [
        ...new Set([...all, ...held.map(({ topic }) => topic)]),
      ])(parked.list(1000)),
    )(backlog.topics),
  })),
  inBacklog('size: the limit is ignored', (backlog) => ({ ...backlog, size: () => backlog.size(100_000) })),
  inBacklog('size: always empty', (backlog) => ({ ...backlog, size: () => TE.right(0) })),
  inBacklog('size: counts topics', (backlog) => ({
    ...backlog,
    size: () => change((all: ReadonlyArray<string>) => all.length)(backlog.topics),
  })),
  inBacklog('size: parked messages count', (backlog, { parked }) => ({
    ...backlog,
    size: (limit) =>
      TE.flatMap((size: number) =>
        change((held: ReadonlyArray<unknown>) => Math.min(limit, size + held.length))(parked.list(1000)),
      )(backlog.size(limit)),
  })),
  inBacklog('oldestAt: never anything', (backlog) => ({ ...backlog, oldestAt: TE.right(null) })),
  inBacklog('oldestAt: once there, always there', (backlog) => {
    let first: string | null = null;
    return {
      ...backlog,
      oldestAt: change((at: string | null) => {
        first ??= at;
        return first;
      })(backlog.oldestAt),
    };
  }),
  inBacklog('oldestAt: of the complete topic only', (backlog, { leases, outbox }) => ({
    ...backlog,
    oldestAt: TE.flatMap((shards: ReadonlyArray<number>) =>
      change((entries: ReadonlyArray<OutboxEntry>) => entries[0]?.message.occurredAt ?? null)(
        outbox.pending(shards, completeTopic, 1),
      ),
    )(leases.lease('relay', 60_000)),
  })),
  ...wrongSizes.map(({ name, wrong }) =>
    inBacklog(`sizes: ${name}`, (backlog) => ({ ...backlog, sizes: change(wrong)(backlog.sizes) })),
  ),
  inBacklog('sizes: topics for which nothing waits too', (backlog) => ({
    ...backlog,
    sizes: change((all: ReadonlyArray<TopicSize>) => [...all, { topic: 'nothing', size: 0 }])(backlog.sizes),
  })),
];
