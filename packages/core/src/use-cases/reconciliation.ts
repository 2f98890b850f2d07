import type { Instant } from '../domain/codecs.js';
import type { VersionRef } from '../domain/version-ref.js';
import type { Journal } from '../ports/journal.js';
import type { DeadLetters, WarehouseRepair } from '../ports/warehouse.js';
import type { Progress } from './replay.js';

/** A version that the warehouse does not have, has otherwise than the journal, or has although the journal has none. */
export interface Difference extends VersionRef {
  readonly kind: 'missing' | 'different' | 'unknown';
}

export interface Reconciliation {
  readonly journal: Journal;
  readonly warehouse: WarehouseRepair;
  readonly deadLetters: DeadLetters;
  /** The complete topic: what waits in the outbox for it is not missed yet. */
  readonly topic: string;
  /** Later ones may still be on their way, and are not missed yet; null: compare all. */
  readonly before: Instant | null;
  readonly onDifference: (difference: Difference) => void;
  readonly onProgress: (progress: Progress) => void;
}
