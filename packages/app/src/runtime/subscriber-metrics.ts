import type { PartitionLag } from '@casm/adapter-kafka';
import type { PoolStatus } from '@casm/adapter-postgres';
import type { Freshness, ReadFailure } from '@casm/core';
import * as E from 'fp-ts/lib/Either.js';
import { Gauge, type Registry } from 'prom-client';
import { meterBatches } from './batch-metrics.js';
import { meterPools } from './pool-metrics.js';
import { gauge, yes } from './registry.js';

/** What the metrics of a subscriber are read off. None of it asks the warehouse. */
export interface MeteredSubscriber {
  readonly isUp: () => boolean;
  readonly isReady: () => boolean;
  readonly freshness: () => E.Either<ReadFailure, Freshness>;
  readonly lag: () => ReadonlyArray<PartitionLag>;
  readonly pools: () => Readonly<Record<string, PoolStatus>>;
}

/** Returns what counts a batch that was applied. */
export const meterSubscriber = (
  registry: Registry,
  { isUp, isReady, freshness, lag, pools }: MeteredSubscriber,
): ((messages: number, durationMs: number) => void) => {
  gauge(registry, 'casm_ready', '1: as GET /readyz', () => yes(isReady()));
  gauge(registry, 'casm_warehouse_up', '1: the warehouse answered just now; 0: it did not', () => yes(isUp()));
  meterFreshness(registry, freshness);
  meterLag(registry, lag);
  meterPools(registry, pools);
  return meterBatches(registry, {
    of: 'warehouse',
    items: 'messages',
    help: 'Messages that were applied to the warehouse together',
  });
};

/** Of the whole warehouse, whichever process has written it. Nothing is told while it does not answer. */
const meterFreshness = (registry: Registry, freshness: MeteredSubscriber['freshness']): void => {
  const meter = (name: string, help: string, read: (latest: Freshness) => number | null): Gauge =>
    new Gauge({
      name,
      help,
      registers: [registry],
      collect() {
        const latest = freshness();
        const value = E.isRight(latest) ? read(latest.right) : null;
        if (value === null) this.remove();
        else this.set(value);
      },
    });
  meter('casm_warehouse_versions', 'Versions that are applied', ({ versions }) => versions);
  meter(
    'casm_warehouse_missing_versions',
    'Versions that have not arrived although a later one has',
    ({ missingVersions }) => missingVersions,
  );
  meter('casm_warehouse_dead_letters', 'Messages that could not be applied', ({ deadLetters }) => deadLetters);
  meter(
    'casm_warehouse_conflicts',
    'Dead letters that contradict a version of the warehouse',
    ({ conflicts }) => conflicts,
  );
  meter(
    'casm_warehouse_delay_seconds',
    'From a change to the warehouse: the 99th percentile of the versions applied in the last five minutes',
    ({ latestMs }) => (latestMs === null ? null : latestMs.p99 / 1000),
  );
};

const meterLag = (registry: Registry, lag: () => ReadonlyArray<PartitionLag>): Gauge =>
  new Gauge({
    name: 'casm_warehouse_lag_messages',
    help: 'Messages on the topic that this process has yet to read, by partition',
    labelNames: ['partition'],
    registers: [registry],
    collect() {
      this.reset();
      for (const { partition, messages } of lag()) this.set({ partition }, messages);
    },
  });
