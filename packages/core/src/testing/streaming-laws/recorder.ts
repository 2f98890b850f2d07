import * as E from 'fp-ts/lib/Either.js';
import { storeUnavailable } from '../../domain/failure.js';
import type { Claimed, Delivery, Mark, Partition, Subscriber } from '../../ports/business-transaction-subscription.js';
import { within } from '../deadline.js';

/** What the members of a group have in common. */
export interface Group {
  /** Where it goes on in each partition. */
  readonly positions: Map<string, number>;
  /** The latest mark of each partition. */
  readonly marks: Map<string, Mark>;
  /** Called whenever a member has received something. */
  readonly watchers: Set<() => void>;
}

export const newGroup = (): Group => ({
  positions: new Map(),
  marks: new Map(),
  watchers: new Set(),
});

interface Given {
  readonly group?: Group;
  /** Where to start, whatever the positions say. */
  readonly next?: number;
  /** What goes wrong at the n-th call of `receive`. */
  readonly trouble?: { readonly call: number; readonly kind: 'refuses' | 'throws' | 'loses its partitions' };
  /** Is awaited in each call of `receive`. */
  readonly gate?: Promise<void>;
}

/** A subscriber that remembers what it receives, and keeps its positions as the port asks for. */
export interface Recorder {
  readonly subscriber: Subscriber;
  readonly received: ReadonlyArray<Delivery>;
  /** Resolves when `holds`, which is looked at after each call of any member; fails when it does not within `timeoutMs`. */
  readonly until: (timeoutMs: number, what: string, holds: () => boolean) => Promise<void>;
  readonly claims: () => number;
  /** How often the topic was found to be made anew. */
  readonly startsOver: () => number;
  /** The most calls of `receive` that ran at once. */
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
