import type { TaskEither } from 'fp-ts/lib/TaskEither.js';
import type { StoreFailure } from '../domain/failure.js';

/** One of a fixed number of groups of customers; a customer is always in the same one. */
export type Shard = number;

/**
 * Who may publish what is in the outbox: a shard has at most one holder at a time, in any number of processes. Leases run
 * on the store's clock. After a failure a call may have taken effect or not; both can be repeated.
 */
export interface ShardLeases {
  /**
   * Takes every shard that is free or whose lease ran out, renews those that `holder` has, for `ttlMs` milliseconds from
   * now, and answers with all that `holder` has now. A holder that dies loses its shards when the lease runs out. Calls
   * for one holder must not overlap.
   */
  readonly lease: (holder: string, ttlMs: number) => TaskEither<StoreFailure, ReadonlyArray<Shard>>;
  /** Gives all shards of `holder` back at once; a holder without any is no error. */
  readonly release: (holder: string) => TaskEither<StoreFailure, void>;
}
