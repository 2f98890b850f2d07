import type { TaskEither } from 'fp-ts/lib/TaskEither.js';
import type { Instant } from '../domain/codecs.js';
import type { StoreFailure } from '../domain/failure.js';

/** One of a fixed number of groups of customers. The shard of a customer never changes. */
export type Shard = number;

/** Who holds a shard now. */
export interface ShardLease {
  readonly shard: Shard;
  /** Null: nobody. */
  readonly holder: string | null;
  /** When the lease expires, unless it is renewed; null: nobody holds the shard. */
  readonly leasedUntil: Instant | null;
}

/**
 * The leases of the outbox's shards. Only the holder of a shard publishes its entries; a shard has at most one holder at a time, in
 * any number of processes. Leases use the store's clock. After a failure it is unknown whether a call took effect; retry it.
 */
export interface ShardLeases {
  /**
   * Acquires every shard that is free or whose lease has expired, and renews those that `holder` has, for `ttlMs` milliseconds from
   * now. Returns all shards that `holder` has. The shards of a holder that dies become free when the lease expires. Calls for one
   * holder must not overlap.
   */
  readonly lease: (holder: string, ttlMs: number) => TaskEither<StoreFailure, ReadonlyArray<Shard>>;
  /** Whether any holder has an unexpired lease of a shard. Reads only. */
  readonly anyLeased: TaskEither<StoreFailure, boolean>;
  /** Every shard with its holder, in order of shard. An expired lease is not told. Reads only. */
  readonly list: TaskEither<StoreFailure, ReadonlyArray<ShardLease>>;
  /** Releases all shards of `holder` immediately. Succeeds if it has none. */
  readonly release: (holder: string) => TaskEither<StoreFailure, void>;
}
