import type { Instant } from '../domain/codecs.js';
import type { VersionRef } from '../domain/version-ref.js';
import type { Journal } from '../ports/journal.js';
import type { DeadLetters, WarehouseRepair } from '../ports/warehouse.js';
import type { Progress } from './replay.js';

/** A version that the warehouse lacks (`missing`), has with other content (`different`), or has alone (`unknown`). */
export interface Difference extends VersionRef {
  readonly kind: 'missing' | 'different' | 'unknown';
}

/** The dependencies of `reconcileWarehouse`. */
export interface Reconciliation {
  readonly journal: Journal;
  readonly warehouse: WarehouseRepair;
  readonly deadLetters: DeadLetters;
  /** The complete topic. Messages in its outbox do not count as missing. */
  readonly topic: string;
  /** Compares only versions that occurred before this time, because later ones may not have arrived yet; null compares all. */
  readonly before: Instant | null;
  readonly onDifference: (difference: Difference) => void;
  readonly onProgress: (progress: Progress) => void;
}
