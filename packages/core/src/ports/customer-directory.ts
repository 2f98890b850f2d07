import type { TaskEither } from 'fp-ts/lib/TaskEither.js';
import type { Instant } from '../domain/codecs.js';
import type { Customer, LifecycleState } from '../domain/customer.js';
import type { ReadFailure, StoreFailure } from '../domain/failure.js';

/** Selects customers. A member that is null does not restrict the selection. */
export interface CustomerFilter {
  readonly customerSegment: string | null;
  readonly state: LifecycleState | null;
  /** Selects customers whose latest change occurred at this time or later. */
  readonly changedSince: Instant | null;
}

/** A page of customers. */
export interface CustomerPage {
  /** In order of refId. */
  readonly customers: ReadonlyArray<Customer>;
  /** The refId after which the next page begins; null if this is the last page. */
  readonly next: string | null;
}

/** Reads customers as last committed. Every call may be retried. */
export interface CustomerDirectory {
  /**
   * At most `limit` customers with refIds above `after` (null for the first page). A page may have fewer customers, or none, although
   * there is a next page, because a store examines a bounded number of customers for each. A customer that matches during the whole
   * walk is listed once.
   */
  readonly list: (filter: CustomerFilter, after: string | null, limit: number) => TaskEither<ReadFailure, CustomerPage>;
  /** At most `limit` customers with refIds above `after` whose plan is confirmed and due at `at`, in order of refId. */
  readonly withDuePlan: (
    at: Instant,
    after: string | null,
    limit: number,
  ) => TaskEither<StoreFailure, ReadonlyArray<Customer>>;
}
