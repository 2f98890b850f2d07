import type { AnsweredRequest } from '@casm/adapter-http';
import { Histogram } from 'prom-client';
import type { Exemplars } from './registry.js';

/** A change takes some milliseconds, and five seconds at most. */
const buckets = [0.002, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10];

/** Counts requests by operation and status, with the time that they took. The latest traced request of each bucket is its exemplar. */
export const meterRequests = (
  registry: Exemplars,
): ((request: Pick<AnsweredRequest, 'operation' | 'status' | 'durationMs' | 'traceId' | 'isSampled'>) => void) => {
  const durations = new Histogram<'operation' | 'status' | 'trace_id'>({
    name: 'casm_http_request_duration_seconds',
    help: 'From the header of a request to its answer, by operation and status',
    labelNames: ['operation', 'status'],
    buckets,
    registers: [registry],
    enableExemplars: true,
  });
  return ({ operation, status, durationMs, traceId, isSampled }) =>
    durations.observe({
      labels: { operation, status },
      value: durationMs / 1000,
      ...(isSampled && traceId !== null ? { exemplarLabels: { trace_id: traceId } } : {}),
    });
};
