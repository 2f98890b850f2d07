export interface AdmissionOptions {
  /** Maximum number of changes in one batch. */
  readonly maxBatch: number;
  /** Maximum number of batches that run at the same time. */
  readonly batchesInFlight: number;
  /**
   * Longest expected wait for a batch, in milliseconds; five times as long during a burst. A change that would wait longer
   * is refused. While changes are refused only the next batch is filled, unless each runs alone (`maxBatch` 1).
   */
  readonly maxWaitMs: number;
  /** Maximum number of waiting changes, regardless of throughput. It bounds memory. */
  readonly maxQueue: number;
  /** Monotonic clock, in milliseconds. */
  readonly now: () => number;
}

export interface Admission {
  /** Whether one more item is admitted: `queued` items wait for their batch, `blocked` items for a lock. */
  readonly admits: (queued: number, blocked: number) => boolean;
  /** Records the start of a batch; call the returned function when the batch ends. */
  readonly begin: () => () => void;
}

/** A queue that was shorter than one batch within the last 500 ms is a burst; a longer-lived queue is overload. */
const burstMs = 500;
const burstFactor = 5;

/** Overload ends when within this time, in milliseconds, less than this share of the items was refused. */
const overloadMs = 1000;
const overloadShare = 0.05;

/** The weight of the newest batch in the moving average of the batch duration. */
const newest = 0.2;

/**
 * Admits by expected wait, not by queue length. The expected wait is the number of queued batches times the duration of
 * a batch. When all batches in flight run longer than the average, their current age counts instead, so that a hanging
 * store is noticed while it hangs. The next batch may always fill up, regardless of the batch duration.
 *
 * A long queue absorbs a burst, so that nothing is refused. Once items are refused it has no use: one waiting batch keeps the
 * store as busy, and what waits longer costs latency and the memory and garbage collection of whatever is held meanwhile.
 * With one waiting batch random arrivals below the capacity are refused too, 1 % at 95 % of it (simulated). That is no
 * overload.
 *
 * Items that each run alone keep the long queue. One waiting item does not keep the store busy: with random arrivals at
 * 70 % of the capacity 13 % would be refused, and each refusal would prolong the overload (simulated, 15 ms an item).
 */
export const admission = ({ maxBatch, batchesInFlight, maxWaitMs, maxQueue, now }: AdmissionOptions): Admission => {
  let running: ReadonlyArray<{ readonly since: number }> = [];
  let batchMs = 0;
  let lastShort = now();
  let lastRefused = Number.NEGATIVE_INFINITY;
  /** The items since a moment in overload; null: there is no overload. */
  let overload: { readonly since: number; asked: number; refused: number } | null = null;

  /** Milliseconds since the latest batch began if all batches are in flight, else 0. */
  const stalledMs = (): number => {
    const youngest = running.at(-1);
    return youngest === undefined || running.length < batchesInFlight ? 0 : now() - youngest.since;
  };

  const isOverload = (): boolean => overload !== null && now() - lastRefused < overloadMs;

  const endOverloadOfFewRefusals = (): void => {
    if (overload === null || now() - overload.since < overloadMs) return;
    const isOver = !isOverload() || overload.refused < overloadShare * overload.asked;
    overload = isOver ? null : { since: now(), asked: 0, refused: 0 };
  };

  const count = (isAdmitted: boolean): void => {
    if (!isAdmitted) {
      lastRefused = now();
      overload ??= { since: lastRefused, asked: 0, refused: 0 };
      overload.refused += 1;
    }
    if (overload !== null) overload.asked += 1;
  };

  const mostMs = (): number => (now() - lastShort < burstMs ? burstFactor * maxWaitMs : maxWaitMs);

  const isWithinWait = (queued: number): boolean => {
    if (queued < maxBatch) return true;
    if (maxBatch > 1 && isOverload()) return false;
    const rounds = Math.ceil((queued + 1) / maxBatch / batchesInFlight);
    return rounds * Math.max(batchMs, stalledMs()) <= mostMs();
  };

  return {
    admits: (queued, blocked) => {
      endOverloadOfFewRefusals();
      if (queued < maxBatch) lastShort = now();
      const isAdmitted = queued + blocked < maxQueue && isWithinWait(queued);
      count(isAdmitted);
      return isAdmitted;
    },
    begin: () => {
      const batch = { since: now() };
      running = [...running, batch];
      return () => {
        running = running.filter((each) => each !== batch);
        const took = now() - batch.since;
        batchMs = batchMs === 0 ? took : batchMs + newest * (took - batchMs);
      };
    },
  };
};
