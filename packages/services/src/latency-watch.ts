import type { CustomerRepository } from '@casm/core';

/** How long single changes take at present. */
export interface LatencyWatch {
  readonly record: (ms: number) => void;
  /** In milliseconds, of the changes of the last seconds; null: there were none. */
  readonly p99: () => number | null;
}

/** How long a change counts, and how many of the latest do. */
const windowMs = 5000;
const most = 1000;

export const latencyWatch = (now: () => number = () => performance.now()): LatencyWatch => {
  const ring: Array<{ readonly at: number; readonly ms: number }> = [];
  let next = 0;
  return {
    record: (ms) => {
      ring[next] = { at: now(), ms };
      next = (next + 1) % most;
    },
    p99: () => {
      const oldest = now() - windowMs;
      const recent = ring.flatMap(({ at, ms }) => (at >= oldest ? [ms] : [])).sort((a, b) => a - b);
      return recent[Math.ceil(recent.length * 0.99) - 1] ?? null;
    },
  };
};

/** The same repository, whose changes are timed. */
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
