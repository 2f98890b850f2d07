import * as E from 'fp-ts/lib/Either.js';
import type { TaskEither } from 'fp-ts/lib/TaskEither.js';
import type { StoreFailure } from '../domain/failure.js';
import type { Shard, ShardLeases } from '../ports/shard-leases.js';

/** The shards that a holder has leased. */
export interface Lease {
  readonly shards: ReadonlyArray<Shard>;
  /** A number that differs for each call of the port. Between two calls, another holder may have had the shards. */
  readonly generation: number;
}

/** The options of `keptLease`. */
export interface KeptLeaseOptions {
  readonly leases: Pick<ShardLeases, 'lease'>;
  /** A unique name of this holder, different after each start. */
  readonly holder: string;
  /** The duration of the lease without a renewal, in milliseconds. */
  readonly ttlMs: number;
  /** Returns the milliseconds of a monotonic clock. */
  readonly now: () => number;
}

/**
 * Returns a task that yields the current lease, shared by all relays of a holder. A renewal writes to the store and passes are
 * frequent, so the lease is renewed only after a third of its duration, and concurrent calls share the answer. A failure is not cached.
 */
export const keptLease = ({ leases, holder, ttlMs, now }: KeptLeaseOptions): TaskEither<StoreFailure, Lease> => {
  let renewAt = Number.NEGATIVE_INFINITY;
  let isRenewing = false;
  let generation = 0;
  let answer: Promise<E.Either<StoreFailure, Lease>> = Promise.resolve(E.right({ shards: [], generation }));

  const renew = async (): Promise<E.Either<StoreFailure, Lease>> => {
    isRenewing = true;
    const requestedAt = now();
    generation += 1;
    const lease = { generation };
    try {
      const renewed = await leases.lease(holder, ttlMs)();
      if (E.isLeft(renewed)) return renewed;
      // The lease may have expired while the answer was on its way.
      if (now() - requestedAt >= ttlMs) return E.right({ ...lease, shards: [] });
      renewAt = requestedAt + ttlMs / 3;
      return E.right({ ...lease, shards: renewed.right });
    } finally {
      isRenewing = false;
    }
  };

  return () => {
    if (!isRenewing && now() >= renewAt) answer = renew();
    return answer;
  };
};
