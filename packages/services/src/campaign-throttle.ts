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
  let nextAt = Number.NEGATIVE_INFINITY;
  return {
    waitMs: () => Math.max(0, nextAt - now()),
    worked: (rows, tookMs) => {
      const isSlow = (callLatency() ?? 0) > callLatencyMs;
      const restMs = Math.max(
        isSlow ? restPerWork * tookMs : 0,
        rowsPerSecond === undefined ? 0 : (1000 * rows) / rowsPerSecond - tookMs,
      );
      nextAt = Math.max(nextAt, now()) + Math.max(0, restMs);
    },
  };
};
