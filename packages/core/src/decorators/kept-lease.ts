import * as E from 'fp-ts/lib/Either.js';
import type { TaskEither } from 'fp-ts/lib/TaskEither.js';
import type { StoreFailure } from '../domain/failure.js';
import type { Shard, ShardLeases } from '../ports/shard-leases.js';

/** The shards that a holder has, and the lease under which it has them. */
export interface Lease {
  readonly shards: ReadonlyArray<Shard>;
  /** Another one for each lease that was asked for: between two of them the shards may have been another's. */
  readonly generation: number;
}

export interface KeptLeaseOptions {
  readonly leases: Pick<ShardLeases, 'lease'>;
  /** Names this holder among all that run; unique for each start. */
  readonly holder: string;
  /** How long the shards stay ours without a renewal. */
  readonly ttlMs: number;
  /** Milliseconds of a clock that never goes back. */
  readonly now: () => number;
}

/**
 * One lease for all relays of a holder. Passes are many and a renewal writes, so the lease is renewed when a third of it
 * is over, and those who ask meanwhile share the answer. A failure is not kept.
 */
export const keptLease = ({ leases, holder, ttlMs, now }: KeptLeaseOptions): TaskEither<StoreFailure, Lease> => {
  let renewAt = Number.NEGATIVE_INFINITY;
  let isRenewing = false;
  let generation = 0;
  let answer: Promise<E.Either<StoreFailure, Lease>> = Promise.resolve(E.right({ shards: [], generation }));

  const renew = async (): Promise<E.Either<StoreFailure, Lease>> => {
    isRenewing = true;
    const asked = now();
    generation += 1;
    const lease = { generation };
    try {
      const renewed = await leases.lease(holder, ttlMs)();
      if (E.isLeft(renewed)) return renewed;
      // An answer that took so long may be true no more.
      if (now() - asked >= ttlMs) return E.right({ ...lease, shards: [] });
      renewAt = asked + ttlMs / 3;
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
