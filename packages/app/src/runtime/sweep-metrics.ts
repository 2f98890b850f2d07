import type { SweepStep } from '@casm/services';
import { Counter, Gauge, Histogram, type Registry } from 'prom-client';

const seconds = [0.001, 0.005, 0.01, 0.05, 0.1, 0.5, 1, 5];

/** The sweep of expired request keys. */
export const meterSweep = (registry: Registry): ((step: SweepStep) => void) => {
  const removed = new Counter({
    name: 'casm_request_keys_removed_total',
    help: 'Expired request keys that this process has removed',
    registers: [registry],
  });
  const duration = new Histogram({
    name: 'casm_request_key_sweep_duration_seconds',
    help: 'The duration of one step of the sweep of expired request keys',
    buckets: seconds,
    registers: [registry],
  });
  const lastSuccess = new Gauge({
    name: 'casm_request_key_sweep_last_success_timestamp_seconds',
    help: 'When this process last came to the end of the request keys, in seconds since the epoch; 0: not yet',
    registers: [registry],
  });
  return (step) => {
    removed.inc(step.removed);
    duration.observe(step.durationMs / 1000);
    if (step.atEnd) lastSuccess.setToCurrentTime();
  };
};
