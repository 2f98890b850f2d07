import type { TaskEither } from 'fp-ts/lib/TaskEither.js';
import type { DecideEntry, EntryKind } from '../catalogue/entry-kind.js';
import type { Catalogue, EntryKindName, EntryOf } from '../domain/catalogue.js';
import type { Failure, ReadFailure, StoreFailure } from '../domain/failure.js';
import type { Rejected } from '../domain/rejection.js';
import type { RequestKey } from './request-key.js';

/** The answer to a catalogue change, as durable as the change. */
export interface EntryReceipt<K extends EntryKindName = EntryKindName> {
  readonly entry: EntryOf<K>;
  /** The entry as JSON. A repeated request gets exactly these bytes. */
  readonly body: string;
  /** True if this is the stored answer to a repeated requestId. */
  readonly replayed: boolean;
}

/** The catalogue: customer segments, state reasons and customer profiles. Durable. */
export interface CatalogueRepository {
  /** A consistent snapshot of all entries, as last committed. */
  readonly read: TaskEither<ReadFailure, Catalogue>;
  /**
   * Decides on the current catalogue and stores the resulting entry under its code, durably. Catalogue changes of all kinds are
   * serialized. After a retirement succeeds, no customer change that is committed later assigns the entry. Idempotent by key, as
   * `CustomerRepository.change` is; customer and catalogue changes share one key space.
   */
  readonly change: <K extends EntryKindName>(
    kind: EntryKind<K>,
    key: RequestKey,
    decide: DecideEntry<K>,
  ) => TaskEither<Rejected | Failure, EntryReceipt<K>>;
  /** Adds the entries whose codes do not exist yet; does not change existing entries. */
  readonly seed: (catalogue: Catalogue) => TaskEither<StoreFailure, void>;
}
