import type { Freshness } from '../domain/warehouse-reports.js';
import type { Partition } from '../ports/business-transaction-subscription.js';
import type { DeadLetter, Place } from '../ports/warehouse.js';

/** The dead letters of a warehouse in memory, each at its place. */
export interface HeldLetters {
  /** A letter that is dead already keeps its first error. */
  readonly add: (letter: DeadLetter) => void;
  /** Whether there was one. */
  readonly remove: (place: Place) => boolean;
  /** Those of a partition get other places, in a cluster of this name. */
  readonly moveAside: (partition: Partition, cluster: string) => void;
  /** In order of the places. */
  readonly behind: (after: Place | null) => ReadonlyArray<DeadLetter>;
  readonly count: () => Pick<Freshness, 'deadLetters' | 'conflicts'>;
}

/** Texts that are in the order of the places. */
const placeOf = ({ partition: { cluster, group, topic, partition }, offset }: Place): string =>
  [cluster, group, topic, padded(partition), padded(offset)].join('\0');

const padded = (value: number): string => String(value).padStart(16, '0');

export const heldLetters = (): HeldLetters => {
  const letters = new Map<string, DeadLetter>();
  return {
    add: (letter) => {
      const place = placeOf(letter.delivery);
      if (!letters.has(place)) letters.set(place, letter);
    },
    remove: (place) => letters.delete(placeOf(place)),
    moveAside: (partition, cluster) => {
      for (const [place, letter] of letters) {
        const { delivery } = letter;
        if (JSON.stringify(delivery.partition) !== JSON.stringify(partition)) continue;
        const moved = { ...letter, delivery: { ...delivery, partition: { ...partition, cluster } } };
        letters.delete(place);
        letters.set(placeOf(moved.delivery), moved);
      }
    },
    behind: (after) =>
      [...letters]
        .filter(([place]) => after === null || place > placeOf(after))
        .sort(([a], [b]) => (a < b ? -1 : 1))
        .map(([, letter]) => letter),
    count: () => ({
      deadLetters: letters.size,
      conflicts: [...letters.values()].filter(({ kind }) => kind === 'conflict').length,
    }),
  };
};
