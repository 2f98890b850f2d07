import type { Probes } from '@casm/adapter-http';
import type { PartitionLag } from '@casm/adapter-kafka';
import type { PostgresWarehouse } from '@casm/adapter-postgres';
import type { Warehouse } from '@casm/core';
import type { Log, Service, WarehouseService } from '@casm/services';
import * as E from 'fp-ts/lib/Either.js';
import { askedInBackground, countedInBackground } from './asked.js';
import { newExemplars, newRegistry, textsOf } from './registry.js';
import { meterSubscriber } from './subscriber-metrics.js';

/** What a subscriber tells of itself. */
export interface SubscriberOperations extends Service {
  readonly probes: Required<Probes>;
  /** The warehouse, with batches that are measured. */
  readonly measured: (warehouse: Warehouse) => Warehouse;
  /** The service that it tells of, from when it runs. */
  readonly tellOf: (service: Pick<WarehouseService, 'waits'>) => void;
}

export const subscriberOperations = (
  { ping, reports, pools }: Pick<PostgresWarehouse, 'ping' | 'reports' | 'pools'>,
  lag: () => ReadonlyArray<PartitionLag>,
  log: Log,
): SubscriberOperations => {
  let service: Pick<WarehouseService, 'waits'> | null = null;
  const database = askedInBackground('the data warehouse', ping, log);
  const freshness = countedInBackground('the state of the warehouse', reports.freshness, log);
  const state = () => {
    const warehouse = E.isRight(database.latest());
    const waits = service === null ? 'the warehouse waits for its start' : service.waits();
    return { ready: warehouse && waits === null, warehouse, waits: waits === null ? [] : [waits] };
  };
  const registry = newRegistry();
  const onApplied = meterSubscriber(registry, {
    isUp: () => state().warehouse,
    isReady: () => state().ready,
    freshness: freshness.latest,
    lag,
    pools,
  });
  return {
    probes: { readiness: state, ...textsOf(registry, newExemplars()) },
    measured: (warehouse) => ({
      ...warehouse,
      apply: (batch) => async () => {
        const began = performance.now();
        const applied = await warehouse.apply(batch)();
        if (E.isRight(applied)) onApplied(batch.arrivals.length + batch.deadLetters.length, performance.now() - began);
        return applied;
      },
    }),
    tellOf: (running) => void (service = running),
    stop: async () => {
      await Promise.all([database.stop(), freshness.stop()]);
    },
  };
};
