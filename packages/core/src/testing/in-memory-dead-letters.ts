import type { Freshness } from '../domain/warehouse-reports.js';
import type { Partition } from '../ports/business-transaction-subscription.js';
import type { DeadLetter, Place } from '../ports/warehouse.js';

/** The dead letters of an in-memory warehouse, by place. */
export interface InMemoryDeadLetters {
  /** Adds a dead letter. An existing one at the same place keeps its first error. */
  readonly add: (letter: DeadLetter) => void;
  /** Removes a dead letter. Returns whether there was one. */
  readonly remove: (place: Place) => boolean;
  /** Moves the dead letters of a partition to a cluster of this name. */
  readonly moveToCluster: (partition: Partition, cluster: string) => void;
  /** Returns the dead letters after the place (null for all), in order of place. */
  readonly listAfter: (after: Place | null) => ReadonlyArray<DeadLetter>;
  readonly count: () => Pick<Freshness, 'deadLetters' | 'conflicts'>;
}

/** Returns a key whose text order is the order of places. */
const placeOf = ({ partition: { cluster, group, topic, partition }, offset }: Place): string =>
  [cluster, group, topic, padded(partition), padded(offset)].join('\0');

const padded = (value: number): string => String(value).padStart(16, '0');

export const inMemoryDeadLetters = (): InMemoryDeadLetters => {
  const letters = new Map<string, DeadLetter>();
  return {
    add: (letter) => {
      const place = placeOf(letter.delivery);
      if (!letters.has(place)) letters.set(place, letter);
    },
    remove: (place) => letters.delete(placeOf(place)),
    moveToCluster: (partition, cluster) => {
      for (const [place, letter] of letters) {
        const { delivery } = letter;
        if (JSON.stringify(delivery.partition) !== JSON.stringify(partition)) continue;
        const moved = { ...letter, delivery: { ...delivery, partition: { ...partition, cluster } } };
        letters.delete(place);
        letters.set(placeOf(moved.delivery), moved);
      }
    },
    listAfter: (after) =>
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
