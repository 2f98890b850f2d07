import type { TaskEither } from 'fp-ts/lib/TaskEither.js';
import type { DecideEntry, EntryKind } from '../catalogue/entry-kind.js';
import type { Catalogue, EntryKindName, EntryOf } from '../domain/catalogue.js';
import type { Failure, ReadFailure, StoreFailure } from '../domain/failure.js';
import type { Rejected } from '../domain/rejection.js';
import type { RequestKey } from './request-key.js';

/** The answer to a catalogue change, as durable as the change. */
export interface EntryReceipt<K extends EntryKindName = EntryKindName> {
  readonly entry: EntryOf<K>;
  /** The entry as JSON: a repeat is answered with these very bytes. */
  readonly body: string;
  /** True if the requestId had been answered before and nothing was done now. */
  readonly replayed: boolean;
}

export interface CatalogueRepository {
  /** Everything configured, as last committed, of one moment. */
  readonly read: TaskEither<ReadFailure, Catalogue>;
  /**
   * Decides on the present catalogue and stores the resulting entry under its code, durably. Changes of the catalogue, of
   * whatever kind, are made one at a time. Once a retirement has succeeded, no customer change that is committed later uses the
   * entry. Idempotent by key as `CustomerRepository.change` is; a key is one, whether a customer or the catalogue is changed.
   */
  readonly change: <K extends EntryKindName>(
    kind: EntryKind<K>,
    key: RequestKey,
    decide: DecideEntry<K>,
  ) => TaskEither<Rejected | Failure, EntryReceipt<K>>;
  /** Adds the entries whose codes are not there yet; leaves the others as they are. */
  readonly seed: (catalogue: Catalogue) => TaskEither<StoreFailure, void>;
}
