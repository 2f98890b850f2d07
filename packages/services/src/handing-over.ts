import type { ShardLeases } from '@casm/core';
import * as E from 'fp-ts/lib/Either.js';

/** How long nothing gets through before the shards are left to another relay, in ms. Longer than a broker takes to restart. */
const stuckMs = 60_000;

/** How long the shards are left to others then, in ms. Another relay asks for them every third of a lease. */
const asideMs = 5000;

/** Leases that are given back when this process alone may be unable to publish. */
export interface HandingOver {
  readonly leases: Pick<ShardLeases, 'lease'>;
  /** The number of times that the shards were left to others. */
  readonly times: () => number;
  /**
   * Call it when a call of the topic's publisher is to begin, with the value of `times` from before its messages were read. Null: it must
   * not begin, because the shards are left to others, or were meanwhile. Call the returned function when the call has ended: whether the
   * platform has confirmed or refused a message.
   */
  readonly publishing: (topic: string, times: number) => ((isThrough: boolean) => void) | null;
  /** Call it when nothing is left to publish to the topic. */
  readonly idle: (topic: string) => void;
  /** Whether the shards are left to others. */
  readonly isAside: () => boolean;
}

/**
 * A relay whose own way to the platform is broken would keep its shards for ever, because its way to the store is not. When nothing has got
 * through for a minute, it leaves them to others for some seconds. If there is no other relay, it has them again then.
 */
export const handingOver = (
  { lease, release }: Pick<ShardLeases, 'lease' | 'release'>,
  now: () => number,
  onHandOver: () => void,
): HandingOver => {
  /** Since when nothing gets through, by topic. */
  const stuck = new Map<string, number>();
  let inProgress = 0;
  let times = 0;
  let isAside = false;
  let isReleased = true;
  let asideUntil = Number.NEGATIVE_INFINITY;

  const isStuck = (): boolean => [...stuck.values()].some((since) => now() - since >= stuckMs);

  return {
    isAside: () => isAside,
    times: () => times,
    idle: (topic) => void stuck.delete(topic),
    publishing: (topic, before) => {
      if (isAside || before !== times) return null;
      inProgress += 1;
      return (isThrough) => {
        inProgress -= 1;
        if (isThrough) stuck.clear();
        else if (!isAside && !stuck.has(topic)) stuck.set(topic, now());
      };
    },
    leases: {
      lease: (holder, ttlMs) => async () => {
        if (!isAside && isStuck()) {
          [isAside, isReleased] = [true, false];
          times += 1;
          stuck.clear();
          onHandOver();
        }
        if (!isReleased) {
          // What is on its way might arrive after what another relay publishes.
          if (inProgress > 0) return E.right([]);
          const released = await release(holder)();
          if (E.isLeft(released)) return released;
          isReleased = true;
          asideUntil = now() + asideMs;
        }
        if (now() < asideUntil) return E.right([]);
        const leased = await lease(holder, ttlMs)();
        if (E.isRight(leased)) isAside = false;
        // Others have the shards.
        if (E.isRight(leased) && leased.right.length === 0) stuck.clear();
        return leased;
      },
    },
  };
};
