/** What campaigns must leave to others. */
export interface CampaignLimits {
  /** Rows of running campaigns that this process changes in a second; by default any number. */
  readonly rowsPerSecond?: number;
  /** While single changes take longer, in milliseconds at the 99th percentile, campaigns take a third of the time; by default 50. */
  readonly callLatencyMs?: number;
}

export interface CampaignThrottle {
  /** Milliseconds until the next chunk may begin; 0: now. */
  readonly waitMs: () => number;
  /** A chunk has ended. */
  readonly worked: (rows: number, tookMs: number) => void;
}

/** For each millisecond of work, so many of rest while single changes are slow. */
const restPerWork = 2;

/** Decides when the next chunk begins, for all workers of a process. */
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
