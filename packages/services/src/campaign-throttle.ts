/** The limits of campaigns, which protect single changes. */
export interface CampaignLimits {
  /** The most rows of running campaigns that this process changes per second; no limit by default. */
  readonly rowsPerSecond?: number;
  /**
   * The 99th percentile of the latency of single changes that is to be kept, in milliseconds; 50 by default. Above six tenths of it,
   * campaigns work only a third of the time, in smaller transactions.
   */
  readonly callLatencyMs?: number;
}

/** The permission to process one chunk. */
export interface ChunkTurn {
  /** The most rows that are changed in one transaction; undefined for all of a chunk. */
  readonly mostRows: number | undefined;
  /** Ends the turn. `settled` is the number of rows that count towards the limit; null if there was no chunk. Later calls do nothing. */
  readonly end: (settled: number | null) => void;
}

export interface CampaignThrottle {
  /** Returns the milliseconds until the next chunk may begin; 0 if it may begin now. */
  readonly waitMs: () => number;
  /** Returns a turn; null while no chunk may begin. The caller ends each turn. */
  readonly begin: () => ChunkTurn | null;
}

/** The milliseconds of pause for each millisecond of work while single changes are slow. */
const restPerWork = 2;

/**
 * The part of the permitted latency at which single changes count as slow. Campaigns begin again once they are not, so the latency moves
 * around this value; above it is the room for that.
 */
const aim = 0.6;

/**
 * The rows of one transaction while there are single changes. A single change of a customer waits for the transaction that has locked
 * it, and every change waits while the rows are decided. The number begins low, halves while single changes are slow, and grows slowly.
 */
const rowsAtOnce = { first: 100, fewest: 50, most: 1000, morePerSecond: 20 };

/** The time after which a change of the number of rows shows in the latency, in milliseconds. */
const settlingMs = 1000;

/** Limits the rate of chunks, shared by all workers of a process. While there are single changes, one chunk is processed at a time. */
export const campaignThrottle = (
  { rowsPerSecond, callLatencyMs = 50 }: CampaignLimits,
  callLatency: () => number | null,
  now: () => number = () => performance.now(),
): CampaignThrottle => {
  let restUntil = Number.NEGATIVE_INFINITY;
  // Counted from the start of each chunk, so that chunks that run concurrently are added up.
  let rowsUntil = Number.NEGATIVE_INFINITY;
  let [rows, adaptedAt] = [rowsAtOnce.first, now()];
  let running = 0;

  const adaptRows = (isSlow: boolean): void => {
    const elapsedMs = now() - adaptedAt;
    if (elapsedMs < settlingMs) return;
    adaptedAt += elapsedMs;
    rows = isSlow
      ? Math.max(rowsAtOnce.fewest, Math.floor(rows / 2))
      : Math.min(rowsAtOnce.most, rows + rowsAtOnce.morePerSecond);
  };
  const worked = (settled: number, beganAt: number): void => {
    const isSlow = (callLatency() ?? 0) > aim * callLatencyMs;
    adaptRows(isSlow);
    if (isSlow) restUntil = Math.max(restUntil, now()) + restPerWork * (now() - beganAt);
    if (rowsPerSecond !== undefined) rowsUntil = Math.max(rowsUntil, beganAt) + (1000 * settled) / rowsPerSecond;
  };
  const waitMs = (): number => Math.max(0, restUntil - now(), rowsUntil - now());

  return {
    waitMs,
    begin: () => {
      const isAlone = callLatency() === null;
      if (waitMs() > 0 || (running > 0 && !isAlone)) return null;
      const beganAt = now();
      let hasEnded = false;
      running += 1;
      return {
        mostRows: isAlone ? undefined : rows,
        end: (settled) => {
          if (hasEnded) return;
          hasEnded = true;
          running -= 1;
          if (settled !== null) worked(settled, beganAt);
        },
      };
    },
  };
};
