import * as E from 'fp-ts/lib/Either.js';
import { storeUnavailable } from '../../domain/failure.js';
import type { Claimed, Delivery, Mark, Partition, Subscriber } from '../../ports/business-transaction-subscription.js';
import { within } from '../deadline.js';

/** The state that the members of a group share. */
export interface Group {
  /** The next offset of each partition. */
  readonly positions: Map<string, number>;
  /** The latest mark of each partition. */
  readonly marks: Map<string, Mark>;
  /** Called whenever a member has received messages. */
  readonly watchers: Set<() => void>;
}

export const newGroup = (): Group => ({
  positions: new Map(),
  marks: new Map(),
  watchers: new Set(),
});

interface Given {
  readonly group?: Group;
  /** The offset to start at, which overrides the stored positions. */
  readonly next?: number;
  /** The failure of the n-th call of `receive`. */
  readonly trouble?: { readonly call: number; readonly kind: 'refuses' | 'throws' | 'loses its partitions' };
  /** Awaited in each call of `receive`. */
  readonly gate?: Promise<void>;
}

/** A subscriber that records its deliveries and stores its positions as the port requires. */
export interface Recorder {
  readonly subscriber: Subscriber;
  readonly received: ReadonlyArray<Delivery>;
  /** Resolves when `holds` returns true, which is checked after each call of any member. Rejects after `timeoutMs`. */
  readonly until: (timeoutMs: number, what: string, holds: () => boolean) => Promise<void>;
  readonly claims: () => number;
  /** The number of times that the topic was found to be recreated. */
  readonly startsOver: () => number;
  /** The most calls of `receive` that ran concurrently. */
  readonly mostAtOnce: () => number;
  readonly calls: () => number;
}

const nameOf = (partition: Partition): string => JSON.stringify(partition);

export const recorder = ({ group = newGroup(), next, trouble, gate }: Given = {}): Recorder => {
  const { positions, marks, watchers } = group;
  const received: Array<Delivery> = [];
  let [calls, claims, startsOver, running, mostAtOnce] = [0, 0, 0, 0, 0];
  const look = (): void => watchers.forEach((watch) => watch());

  const positionOf = (partition: Partition): ReadonlyArray<Claimed> => {
    const stored = next ?? positions.get(nameOf(partition));
    return stored === undefined ? [] : [{ partition, next: stored, mark: marks.get(nameOf(partition)) ?? null }];
  };

  const troubleAt = (deliveries: ReadonlyArray<Delivery>): ReturnType<ReturnType<Subscriber['receive']>> | null => {
    if (trouble?.call !== calls) return null;
    if (trouble.kind === 'throws') throw new Error('a defect of the subscriber');
    if (trouble.kind === 'refuses') return Promise.resolve(E.left(storeUnavailable('refused on purpose')));
    const partitions = deliveries.map(({ partition }) => partition);
    return Promise.resolve(E.left({ _tag: 'PartitionsLost', partitions }));
  };

  const receive = async (deliveries: ReadonlyArray<Delivery>): ReturnType<ReturnType<Subscriber['receive']>> => {
    calls += 1;
    look();
    await gate;
    const outcome = troubleAt(deliveries);
    if (outcome !== null) return outcome;
    received.push(...deliveries);
    for (const { partition, offset } of deliveries) positions.set(nameOf(partition), offset + 1);
    return E.right(undefined);
  };

  return {
    subscriber: {
      claim: (partitions) => async () => {
        claims += 1;
        return E.right(partitions.flatMap(positionOf));
      },
      receive: (deliveries) => async () => {
        running += 1;
        mostAtOnce = Math.max(mostAtOnce, running);
        try {
          return await receive(deliveries);
        } finally {
          running -= 1;
          look();
        }
      },
      mark: (given) => async () => {
        for (const mark of given) marks.set(nameOf(mark.partition), mark);
        look();
        return E.right(undefined);
      },
      startOver: (partitions) => async () => {
        startsOver += 1;
        for (const name of partitions.map(nameOf)) {
          positions.delete(name);
          marks.delete(name);
        }
        look();
        return E.right(undefined);
      },
    },
    received,
    until: (timeoutMs, what, holds) =>
      within(
        timeoutMs,
        what,
        new Promise((resolve) => {
          const watch = (): void => {
            if (!holds()) return;
            watchers.delete(watch);
            resolve();
          };
          watchers.add(watch);
          watch();
        }),
      ),
    claims: () => claims,
    startsOver: () => startsOver,
    mostAtOnce: () => mostAtOnce,
    calls: () => calls,
  };
};
