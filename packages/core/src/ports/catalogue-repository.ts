import type { DecideSegmentEntry } from '../domain/decisions/decide-catalogue.js';
import type { TaskEither } from 'fp-ts/lib/TaskEither.js';
import type { Catalogue, CustomerSegment } from '../domain/catalogue.js';
import type { Failure, StoreUnavailable } from '../domain/failure.js';
import type { Rejected } from '../domain/rejection.js';
import type { RequestKey } from './request-key.js';

/** The answer to a catalogue change; `replayed` as for a customer's. */
export interface SegmentReceipt {
  readonly segment: CustomerSegment;
  readonly replayed: boolean;
}

export interface CatalogueRepository {
  /** Everything configured, as last committed. */
  readonly read: TaskEither<StoreUnavailable, Catalogue>;
  /**
   * Decides on the present catalogue and stores the resulting segment under its code, durably and one at a time.
   * Once a retirement has succeeded, no customer change that is committed later assigns that segment. Idempotent by
   * key as `CustomerRepository.change` is.
   */
  readonly changeSegment: (
    key: RequestKey,
    decide: DecideSegmentEntry,
  ) => TaskEither<Rejected | Failure, SegmentReceipt>;
  /** Adds the entries whose codes are not there yet; leaves the others as they are. */
  readonly seed: (catalogue: Catalogue) => TaskEither<StoreUnavailable, void>;
}
