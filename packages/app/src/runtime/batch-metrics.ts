import { Histogram, type Registry } from 'prom-client';

const sizes = [1, 2, 4, 8, 16, 32, 64, 128, 256, 512, 1024, 2048, 4096];
const seconds = [0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10];

interface Batches {
  /** Who works in batches: `commit`, `relay` or `warehouse`. */
  readonly of: string;
  /** What a batch has in it. */
  readonly items: 'changes' | 'messages';
  readonly help: string;
  readonly labelNames?: ReadonlyArray<string>;
}

/** Measures batches: how much is in each, and how long it takes. */
export const meterBatches = (registry: Registry, { of, items, help, labelNames = [] }: Batches) => {
  const common = { labelNames: [...labelNames], registers: [registry] };
  const size = new Histogram({ ...common, name: `casm_${of}_batch_${items}`, help, buckets: sizes });
  const duration = new Histogram({
    ...common,
    name: `casm_${of}_batch_duration_seconds`,
    help: 'The duration of these batches',
    buckets: seconds,
  });
  return (count: number, durationMs: number, labels: Readonly<Record<string, string>> = {}): void => {
    size.observe(labels, count);
    duration.observe(labels, durationMs / 1000);
  };
};
