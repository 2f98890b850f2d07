/** The limits of campaigns, which protect single changes. */
export interface CampaignLimits {
  /** The most rows of running campaigns that this process changes per second; no limit by default. */
  readonly rowsPerSecond?: number;
  /**
   * The 99th percentile of the latency of single changes, in milliseconds, above which campaigns work only a third of the time, in smaller
   * transactions; 50 by default.
   */
  readonly callLatencyMs?: number;
}

export interface CampaignThrottle {
  /** Returns the milliseconds until the next chunk may begin; 0 if it may begin now. */
  readonly waitMs: () => number;
  /** Returns the most rows that are changed in one transaction; undefined for all of a chunk. */
  readonly mostRows: () => number | undefined;
  /** Records a chunk that has ended. */
  readonly worked: (settled: number, tookMs: number) => void;
}

/** The milliseconds of pause for each millisecond of work while single changes are slow. */
const restPerWork = 2;

/**
 * The rows of one transaction while there are single changes. A single change of a customer waits for the transaction that has locked
 * it, and every change waits while the rows are decided. The number begins low, halves while single changes are slow, and grows slowly.
 */
const rowsAtOnce = { first: 100, fewest: 50, most: 1000, morePerSecond: 20 };

/** The time after which a change of the number of rows shows in the latency, in milliseconds. */
const settlingMs = 1000;

/** Limits the rate of chunks, shared by all workers of a process. */
export const campaignThrottle = (
  { rowsPerSecond, callLatencyMs = 50 }: CampaignLimits,
  callLatency: () => number | null,
  now: () => number = () => performance.now(),
): CampaignThrottle => {
  let restUntil = Number.NEGATIVE_INFINITY;
  // Counted from the start of each chunk, so that chunks that run concurrently are added up.
  let rowsUntil = Number.NEGATIVE_INFINITY;
  let [rows, adaptedAt] = [rowsAtOnce.first, now()];

  const adaptRows = (isSlow: boolean): void => {
    const elapsedMs = now() - adaptedAt;
    if (elapsedMs < settlingMs) return;
    adaptedAt += elapsedMs;
    rows = isSlow
      ? Math.max(rowsAtOnce.fewest, Math.floor(rows / 2))
      : Math.min(rowsAtOnce.most, rows + rowsAtOnce.morePerSecond);
  };

  return {
    mostRows: () => (callLatency() === null ? undefined : rows),
    waitMs: () => Math.max(0, restUntil - now(), rowsUntil - now()),
    worked: (settled, tookMs) => {
      const isSlow = (callLatency() ?? 0) > callLatencyMs;
      adaptRows(isSlow);
      if (isSlow) restUntil = Math.max(restUntil, now()) + restPerWork * tookMs;
      if (rowsPerSecond !== undefined)
        rowsUntil = Math.max(rowsUntil, now() - tookMs) + (1000 * settled) / rowsPerSecond;
    },
  };
};
