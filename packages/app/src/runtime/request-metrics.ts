import type { AnsweredRequest } from '@casm/adapter-http';
import { Histogram, type Registry } from 'prom-client';

/** A change takes some milliseconds, and five seconds at most. */
const buckets = [0.002, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10];

/** Counts requests by operation and status, with the time that they took. */
export const meterRequests = (
  registry: Registry,
): ((request: Pick<AnsweredRequest, 'operation' | 'status' | 'durationMs'>) => void) => {
  const durations = new Histogram({
    name: 'casm_http_request_duration_seconds',
    help: 'From the header of a request to its answer, by operation and status',
    labelNames: ['operation', 'status'],
    buckets,
    registers: [registry],
  });
  return ({ operation, status, durationMs }) => durations.observe({ operation, status }, durationMs / 1000);
};
