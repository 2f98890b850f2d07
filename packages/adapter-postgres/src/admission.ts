export interface AdmissionOptions {
  /** Most changes in one batch. */
  readonly maxBatch: number;
  /** Most batches that run at once. */
  readonly batchesInFlight: number;
  /** A change that would wait longer for its batch is refused, in milliseconds; in a burst five times as long. */
  readonly maxWaitMs: number;
  /** Most changes that may wait, however fast they are served: it bounds the memory. */
  readonly maxQueue: number;
  /** Milliseconds on a clock that only goes forward. */
  readonly now: () => number;
}

export interface Admission {
  /** Whether one more is to be taken in while so many wait for their batch, and so many `aside` for something else. */
  readonly admits: (queued: number, aside: number) => boolean;
  /** A batch has begun; call what it answers with when the batch has ended. */
  readonly begin: () => () => void;
}

/** A queue that was no longer than a batch so many ms ago is a burst, which passes; any other one stands. */
const burstMs = 500;
const burstFactor = 5;

/** The share of the newest batch in the moving average of what a batch takes. */
const newest = 0.2;

/**
 * Admits by the expected wait, not by the length of the queue: what waits, in batches, times what a batch takes. Batches
 * that run longer than the others did count with their present age, so that a store that hangs is noticed while it does. The
 * next batch may always fill up: whatever a batch takes, it is not to run half empty.
 */
export const admission = ({ maxBatch, batchesInFlight, maxWaitMs, maxQueue, now }: AdmissionOptions): Admission => {
  const running = new Set<{ readonly since: number }>();
  let batchMs = 0;
  let lastShort = now();

  /** Since when no batch has begun, if as many run as may. */
  const stalledMs = (): number => {
    const youngest = [...running].at(-1);
    return youngest === undefined || running.size < batchesInFlight ? 0 : now() - youngest.since;
  };

  return {
    admits: (queued, aside) => {
      if (queued + aside >= maxQueue) return false;
      if (queued < maxBatch) {
        lastShort = now();
        return true;
      }
      const rounds = Math.ceil((queued + 1) / maxBatch / batchesInFlight);
      const mostMs = now() - lastShort < burstMs ? burstFactor * maxWaitMs : maxWaitMs;
      return rounds * Math.max(batchMs, stalledMs()) <= mostMs;
    },
    begin: () => {
      const batch = { since: now() };
      running.add(batch);
      return () => {
        running.delete(batch);
        const took = now() - batch.since;
        batchMs = batchMs === 0 ? took : batchMs + newest * (took - batchMs);
      };
    },
  };
};
