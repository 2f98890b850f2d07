import type { TaskEither } from 'fp-ts/lib/TaskEither.js';
import type { Instant } from '../domain/codecs.js';
import type { Customer, LifecycleState } from '../domain/customer.js';
import type { ReadFailure, StoreFailure } from '../domain/failure.js';

/** Which customers; null: no such limit. */
export interface CustomerFilter {
  readonly customerSegment: string | null;
  readonly state: LifecycleState | null;
  /** Those whose latest change occurred then or later. */
  readonly changedSince: Instant | null;
}

export interface CustomerPage {
  /** In order of refId. */
  readonly customers: ReadonlyArray<Customer>;
  /** The refId after which the next page begins; null: this was the last one. */
  readonly next: string | null;
}

/** Read only, as last committed. A failure may pass: retry. */
export interface CustomerDirectory {
  /**
   * At most `limit` customers behind the refId `after` (null: from the first). A page may have fewer, even none, and a next
   * one: a store looks at a bounded number of customers for each page. Whoever is there during the whole walk is met once.
   */
  readonly list: (filter: CustomerFilter, after: string | null, limit: number) => TaskEither<ReadFailure, CustomerPage>;
  /** At most `limit` customers behind the refId `after` whose plan is confirmed and due at `at`, in order of refId. */
  readonly withDuePlan: (
    at: Instant,
    after: string | null,
    limit: number,
  ) => TaskEither<StoreFailure, ReadonlyArray<Customer>>;
}
