import * as E from 'fp-ts/lib/Either.js';
import type { TaskEither } from 'fp-ts/lib/TaskEither.js';
import type { StoreUnavailable } from '../domain/failure.js';
import type { Outbox, Shard } from '../ports/outbox.js';

export interface ShardHolder {
  readonly outbox: Pick<Outbox, 'lease'>;
  /** Names this holder among all that run; unique for each start. */
  readonly holder: string;
  /** How long the shards stay ours without a sign of life, in milliseconds. */
  readonly leaseTtl: number;
  /** Milliseconds of a clock that never goes back. */
  readonly now: () => number;
}

/**
 * The shards that are ours, for all relays of one holder. Passes are many and a renewal writes, so the lease is renewed
 * when a third of it is over, and those who ask meanwhile share the answer: the same array until then, another one for each
 * lease. A failure is not kept.
 */
export const heldShards = ({
  outbox,
  holder,
  leaseTtl,
  now,
}: ShardHolder): TaskEither<StoreUnavailable, ReadonlyArray<Shard>> => {
  let renewAt = Number.NEGATIVE_INFINITY;
  let renewing = false;
  let answer: ReturnType<TaskEither<StoreUnavailable, ReadonlyArray<Shard>>> = Promise.resolve(E.right([]));

  const renew = async (): Promise<E.Either<StoreUnavailable, ReadonlyArray<Shard>>> => {
    renewing = true;
    const asked = now();
    try {
      const renewed = await outbox.lease(holder, leaseTtl)();
      if (E.isLeft(renewed)) return renewed;
      // An answer that took so long may be true no more.
      if (now() - asked >= leaseTtl) return E.right([]);
      renewAt = asked + leaseTtl / 3;
      return renewed;
    } finally {
      renewing = false;
    }
  };

  return () => {
    if (!renewing && now() >= renewAt) answer = renew();
    return answer;
  };
};
