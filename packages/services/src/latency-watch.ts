import type { CustomerRepository } from '@casm/core';

/** The current latency of single changes. */
export interface LatencyWatch {
  /** Records the duration of one change in milliseconds. */
  readonly record: (ms: number) => void;
  /** Returns the 99th percentile of the changes of the last 5 s in milliseconds; null if there were none. */
  readonly p99: () => number | null;
}

/** The window of the percentile in milliseconds, and the most changes in it. */
const windowMs = 5000;
const most = 1000;

/** Returns a watch without measurements. `now` returns the milliseconds of a monotonic clock. */
export const latencyWatch = (now: () => number = () => performance.now()): LatencyWatch => {
  /** Rings of numbers: objects would outlive their change, and the collector would copy each twice. */
  const ended = new Float64Array(most).fill(Number.NEGATIVE_INFINITY);
  const durations = new Float64Array(most);
  let next = 0;
  return {
    record: (ms) => {
      ended[next] = now();
      durations[next] = ms;
      next = (next + 1) % most;
    },
    p99: () => {
      const oldest = now() - windowMs;
      const recent = durations.filter((_, index) => (ended[index] ?? oldest) >= oldest).sort();
      return recent[Math.ceil(recent.length * 0.99) - 1] ?? null;
    },
  };
};

/** Returns the repository with changes whose duration is recorded. */
export const timedChanges = (customers: CustomerRepository, { record }: LatencyWatch): CustomerRepository => ({
  ...customers,
  change: (request, decide) => {
    const change = customers.change(request, decide);
    return async () => {
      const began = performance.now();
      const outcome = await change();
      record(performance.now() - began);
      return outcome;
    };
  },
});
