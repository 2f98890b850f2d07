import { randomUUID } from 'node:crypto';
import { type BusinessTransactionSubscription, recordInWarehouse, type Warehouse } from '@casm/core';
import type { Log } from './log.js';
import type { Service } from './service.js';
import { logWaiting } from './log-waiting.js';
import { watchedReceipt } from './watched-receipt.js';

/** The options of `startWarehouse`. */
export interface WarehouseOptions {
  readonly subscription: BusinessTransactionSubscription;
  readonly warehouse: Warehouse;
  readonly log: Log;
}

/** A running subscriber of the data warehouse. */
export interface WarehouseService extends Service {
  /** Resolves when partitions are assigned and read. Rejects if it is stopped before. */
  readonly reading: Promise<void>;
  /** The cause of its wait, as a sentence; null while it reads and stores what it reads. */
  readonly waits: () => string | null;
  /** Whether it reads, be it that what it reads cannot be stored. */
  readonly isReading: () => boolean;
}

/** Reads the topic into the warehouse until it is stopped. It can be stopped at any time, also before it reads. */
export const startWarehouse = ({ subscription, warehouse, log }: WarehouseOptions): WarehouseService => {
  const recorder = recordInWarehouse({
    warehouse,
    subscriber: randomUUID(),
    onDeadLetter: ({ kind, delivery: { partition, offset }, error }) =>
      log.warn('a message cannot be applied: see casm dwh dead-letters', { kind, ...partition, offset, error }),
    onStartOver: (partitions) =>
      log.warn('the topic was made anew since it was read: it is read again from the beginning', { partitions }),
  });
  const receipt = watchedReceipt(recorder);
  const reading = subscription.start(receipt.subscriber, (error) =>
    log.warn('the warehouse has trouble reading', { error }),
  );
  const telling = logWaiting('the warehouse', () => subscription.waitsFor() ?? receipt.waitsFor(), log);
  return {
    reading,
    waits: telling.waits,
    isReading: () => subscription.waitsFor() === null,
    stop: async () => {
      await Promise.all([telling.stop(), subscription.close()]);
    },
  };
};
