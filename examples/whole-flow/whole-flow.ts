import { randomUUID } from 'node:crypto';
import { kafkaPublisher, kafkaSubscription } from '@casm/adapter-kafka';
import { migrateOperational, migrateWarehouse, postgresStore, postgresWarehouse } from '@casm/adapter-postgres';
import { completeTopic, customerService, exampleCatalogue, toTopics, withPublicationCeiling } from '@casm/core';
import { type Log, outboxCeiling, startRelay, startUpkeep, startWarehouse } from '@casm/services';
import * as E from 'fp-ts/lib/Either.js';

/**
 * Migrates, seeds, serves changes, publishes and fills the warehouse: all of CASM in this process, without its HTTP
 * API.
 */
export const startCasm = async (url: string, brokers: string, log: Log) => {
  await migrateOperational({ url, schema: 'casm' });
  await migrateWarehouse({ url, schema: 'casm_dwh' });
  let published = (): void => undefined;
  const store = postgresStore({ url, schema: 'casm', onCommit: () => published() });
  const dwh = postgresWarehouse({ url, schema: 'casm_dwh', timeZone: 'Europe/Vienna' });
  const seeded = await store.catalogue.seed(exampleCatalogue)();
  if (E.isLeft(seeded)) throw new Error(seeded.left.detail);

  const ceiling = outboxCeiling(store.backlog, 1_000_000);
  const customers = withPublicationCeiling(store.customers, ceiling.isFull);
  const writes = { customers, newId: randomUUID, topicsFor: toTopics() };
  const relay = startRelay({ store, newPublisher: () => kafkaPublisher({ brokers, timeoutMs: 5000 }), log });
  published = relay.nudge;
  const subscription = kafkaSubscription({ brokers, cluster: 'kafka', topic: completeTopic, group: 'my-dwh' });
  const warehouse = startWarehouse({ subscription, warehouse: dwh.warehouse, log });
  const plans = { ...writes, directory: store.directory };
  const upkeep = startUpkeep({ store, ceiling, requestIdHours: 72, plans, log });
  await warehouse.reading;

  return {
    casm: customerService(writes),
    reports: dwh.reports,
    /** Finishes work in progress. */
    stop: async () => {
      await Promise.all([upkeep.stop(), relay.stop(), warehouse.stop()]);
      await Promise.all([store.close(), dwh.close()]);
    },
  };
};
