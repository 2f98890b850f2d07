/** The limits of campaigns, which protect single changes. */
export interface CampaignLimits {
  /** The most rows of running campaigns that this process changes per second; no limit by default. */
  readonly rowsPerSecond?: number;
  /**
   * The 99th percentile of the latency of single changes, in milliseconds, above which campaigns work only a third of the time; 50 by
   * default.
   */
  readonly callLatencyMs?: number;
}

export interface CampaignThrottle {
  /** Returns the milliseconds until the next chunk may begin; 0 if it may begin now. */
  readonly waitMs: () => number;
  /** Records a chunk that has ended. */
  readonly worked: (rows: number, tookMs: number) => void;
}

/** The milliseconds of pause for each millisecond of work while single changes are slow. */
const restPerWork = 2;

/** Limits the rate of chunks, shared by all workers of a process. */
export const campaignThrottle = (
  { rowsPerSecond, callLatencyMs = 50 }: CampaignLimits,
  callLatency: () => number | null,
  now: () => number = () => performance.now(),
): CampaignThrottle => {
  let restUntil = Number.NEGATIVE_INFINITY;
  // Counted from the start of each chunk, so that chunks that run concurrently are added up.
  let rowsUntil = Number.NEGATIVE_INFINITY;
  return {
    waitMs: () => Math.max(0, restUntil - now(), rowsUntil - now()),
    worked: (rows, tookMs) => {
      if ((callLatency() ?? 0) > callLatencyMs) restUntil = Math.max(restUntil, now()) + restPerWork * tookMs;
      if (rowsPerSecond !== undefined) rowsUntil = Math.max(rowsUntil, now() - tookMs) + (1000 * rows) / rowsPerSecond;
    },
  };
};
