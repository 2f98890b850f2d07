/** A service that uses what each package exports; it is compiled in other people's settings, and its first part runs. */
export const inMemory = `
import { customerService, toTopics } from '@casm/core';
import { exampleCatalogue, inMemoryStore, numberedIds } from '@casm/core/testing';
import { decode } from '@casm/core/codecs';

export const main = async (): Promise<string> => {
  const store = inMemoryStore({ catalogue: exampleCatalogue });
  const casm = customerService({ customers: store.customers, newId: numberedIds('id'), topicsFor: toTopics() });
  const call = { client: 'consumer' };
  const state = { state: 'ACTIVE', stateReason: 'dfltActive' } as const;
  await casm.createCustomer({ requestId: 'r-1', externalId: 'CRM-1', customerSegment: 'RESIDENTIAL', state }, call);
  const moved = await casm.updateCustomerSegment(
    { requestId: 'r-2', customer: { externalId: 'CRM-1' }, customerSegment: 'SOHO' },
    call,
  );
  if (typeof decode !== 'function') throw new Error('no codec kit');
  switch (moved.outcome) {
    case 'changed':
      return moved.transaction.changes.map(({ field, before, after }) => field + ' ' + String(before) + ' ' + String(after)).join();
    default:
      throw new Error(moved.outcome);
  }
};
`;

export const expected = 'customerSegment RESIDENTIAL SOHO';

export const durable = `
import { startRelay, startUpkeep, startWarehouse, outboxCeiling, type Log, type RelayService } from '@casm/services';
import { kafkaPublisher, kafkaSubscription } from '@casm/adapter-kafka';
import { httpApi, serve } from '@casm/adapter-http';
import { migrateOperational, postgresStore, postgresWarehouse, type PostgresStore } from '@casm/adapter-postgres';
import { casmClient } from '@casm/client';
import { customerService, toTopics, withPublicationCeiling } from '@casm/core';

const log: Log = { info: () => undefined, warn: () => undefined };

export const start = async (url: string, brokers: string, newId: () => string): Promise<RelayService> => {
  await migrateOperational({ url, schema: 'casm' });
  const store: PostgresStore = postgresStore({ url, schema: 'casm' });
  const ceiling = outboxCeiling(store.backlog, 1000);
  const customers = withPublicationCeiling(store.customers, ceiling.isFull);
  const casm = customerService({ customers, newId, topicsFor: toTopics() });
  await casm.createCustomer({ requestId: 'r-1', externalId: 'CRM-1' }, { client: 'c' });
  const { warehouse } = postgresWarehouse({ url, schema: 'dwh', timeZone: 'UTC' });
  const subscription = kafkaSubscription({ brokers, cluster: 'c', topic: 'casm.customer', group: 'g' });
  await startWarehouse({ subscription, warehouse, log }).reading;
  startUpkeep({
    store,
    ceiling,
    requestIdHours: 24,
    plans: { customers, directory: store.directory, newId, topicsFor: toTopics() },
    log,
  });
  return startRelay({ store, newPublisher: () => kafkaPublisher({ brokers, timeoutMs: 5000 }), log });
};

export const others = [httpApi, serve, casmClient];
`;
