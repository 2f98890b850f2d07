import type { ShardLeases } from '@casm/core';
import * as E from 'fp-ts/lib/Either.js';

/** How long nothing can be published before the shards are given to another relay, in ms. Longer than a broker takes to restart. */
const stuckMs = 60_000;

/** How long the shards are left to others then, in ms. Another relay asks for them every third of a lease. */
const asideMs = 5000;

/** Leases that are given back when this process alone may be unable to publish. */
export interface HandingOver {
  readonly leases: Pick<ShardLeases, 'lease'>;
  /** Call it when a call of a publisher begins. Call the returned function when it has ended: whether the platform has answered. */
  readonly publishing: () => (hasAnswered: boolean) => void;
  /** Whether the shards are left to others now. */
  readonly isAside: () => boolean;
}

/**
 * A relay whose own way to the platform is broken would keep its shards for ever, because its way to the store is not. After a minute without
 * any answer of the platform it leaves them to others for some seconds. If there is no other relay, it has them again then.
 */
export const handingOver = (
  { lease, release }: Pick<ShardLeases, 'lease' | 'release'>,
  now: () => number,
  onHandOver: () => void,
): HandingOver => {
  let stuckSince: number | null = null;
  let asideUntil = Number.NEGATIVE_INFINITY;
  let isReleased = true;
  let inProgress = 0;
  const isAside = (): boolean => now() < asideUntil || !isReleased;
  return {
    isAside,
    publishing: () => {
      inProgress += 1;
      return (hasAnswered) => {
        inProgress -= 1;
        stuckSince = hasAnswered ? null : (stuckSince ?? now());
      };
    },
    leases: {
      lease: (holder, ttlMs) => async () => {
        if (stuckSince !== null && now() - stuckSince >= stuckMs) {
          stuckSince = null;
          isReleased = false;
          onHandOver();
        }
        if (!isAside()) return lease(holder, ttlMs)();
        // What is being published might arrive after what another relay publishes.
        if (!isReleased && inProgress === 0) {
          const released = await release(holder)();
          if (E.isLeft(released)) return released;
          isReleased = true;
          asideUntil = now() + asideMs;
        }
        return E.right([]);
      },
    },
  };
};
