import type { Probes } from '@casm/adapter-http';
import type { PartitionLag } from '@casm/adapter-kafka';
import type { PostgresWarehouse } from '@casm/adapter-postgres';
import type { Freshness } from '@casm/core';
import type { Log, Service, WarehouseService } from '@casm/services';
import * as E from 'fp-ts/lib/Either.js';
import { Gauge, type Registry } from 'prom-client';
import { askedInBackground, counting } from './asked.js';
import { gauge, newRegistry, textOf, yes } from './registry.js';
import { type Watched, watched } from './watched.js';

/** What a subscriber tells of itself. */
export interface SubscriberOperations extends Service {
  readonly probes: Required<Probes>;
  /** The service that it tells of, from when it runs. */
  readonly tellOf: (service: Pick<WarehouseService, 'waits'>) => void;
}

export const subscriberOperations = (
  { ping, reports }: Pick<PostgresWarehouse, 'ping' | 'reports'>,
  lag: () => ReadonlyArray<PartitionLag>,
  log: Log,
): SubscriberOperations => {
  let service: Pick<WarehouseService, 'waits'> | null = null;
  const database = askedInBackground('the data warehouse', ping, log);
  const freshness = watched(reports.freshness, counting);
  const state = () => {
    const warehouse = E.isRight(database.latest());
    const waits = service === null ? 'the warehouse waits for its start' : service.waits();
    return { ready: warehouse && waits === null, warehouse, waits: waits === null ? [] : [waits] };
  };
  const registry = newRegistry();
  gauge(registry, 'casm_ready', '1: as GET /readyz', () => yes(state().ready));
  gauge(registry, 'casm_warehouse_up', '1: the warehouse answered just now; 0: it did not', () =>
    yes(state().warehouse),
  );
  meterFreshness(registry, freshness);
  meterLag(registry, lag);
  return {
    probes: { readiness: state, metrics: textOf(registry) },
    tellOf: (running) => void (service = running),
    stop: async () => {
      await Promise.all([database.stop(), freshness.stop()]);
    },
  };
};

/** Of the whole warehouse, whichever process has written it. Nothing is told while it does not answer. */
const meterFreshness = (registry: Registry, freshness: Watched<Freshness>): void => {
  const meter = (name: string, help: string, read: (latest: Freshness) => number | null): Gauge =>
    new Gauge({
      name,
      help,
      registers: [registry],
      collect() {
        const latest = freshness.latest();
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
    'From a change to the warehouse: the 99th percentile of the latest versions applied',
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
