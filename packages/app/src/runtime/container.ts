import 'reflect-metadata';
import { kafkaPublisher, kafkaSubscription } from '@casm/adapter-kafka';
import { type PostgresStore, postgresStore, type PostgresWarehouse, postgresWarehouse } from '@casm/adapter-postgres';
import {
  type BusinessTransactionPublisher,
  type BusinessTransactionSubscription,
  type CustomerReads,
  type CustomerWrites,
  type SegmentMaintenance,
  toTopics,
  withPublicationCeiling,
} from '@casm/core';
import { Container, type ServiceIdentifier } from 'inversify';
import { v7 } from 'uuid';
import { dwhGroup, dwhSchema, type Endpoints, operationalSchema } from './endpoints.js';
import { mutatedOutbox, mutatedPublisher, mutatedWarehouse } from './mutants.js';
import {
  customersThatMayDie,
  failpointNamed,
  outboxThatMayDie,
  publisherThatMayDie,
  type ReachFailpoint,
  warehouseThatMayDie,
} from './failpoints.js';

/** Who listens to commits. The relay subscribes; without one in this process nobody does. */
export interface CommitSignal {
  listener: () => void;
}

/** Whether the outbox has reached its ceiling. The upkeep says so; without it, it never has. */
export interface Backlog {
  isFull: boolean;
}

const identify = <A>(name: string): ServiceIdentifier<A> => Symbol.for(name);

export const parts = {
  endpoints: identify<Endpoints>('Endpoints'),
  commits: identify<CommitSignal>('CommitSignal'),
  backlog: identify<Backlog>('Backlog'),
  failpoint: identify<ReachFailpoint>('ReachFailpoint'),
  store: identify<PostgresStore>('PostgresStore'),
  warehouse: identify<PostgresWarehouse>('PostgresWarehouse'),
  publisher: identify<BusinessTransactionPublisher>('BusinessTransactionPublisher'),
  subscription: identify<BusinessTransactionSubscription>('BusinessTransactionSubscription'),
  useCaseDeps: identify<CustomerWrites & CustomerReads & SegmentMaintenance>('UseCaseDeps'),
};

/** The whole graph; nothing connects before it is used, so that a process pays only for its own part. */
export const compose = (endpoints: Endpoints): Container => {
  const container = new Container({ defaultScope: 'Singleton' });
  container.bind(parts.endpoints).toConstantValue(endpoints);
  container.bind(parts.commits).toConstantValue({ listener: () => undefined });
  container.bind(parts.backlog).toConstantValue({ isFull: false });
  container.bind(parts.failpoint).toConstantValue(failpointNamed(endpoints.failpoint));
  container.bind(parts.store).toResolvedValue(storeAt, [parts.endpoints, parts.commits, parts.failpoint]);
  container.bind(parts.warehouse).toResolvedValue(warehouseAt, [parts.endpoints, parts.failpoint]);
  // Whoever publishes has a producer of its own, and closes it.
  container.bind(parts.publisher).toResolvedValue(publisherAt, [parts.endpoints, parts.failpoint]).inTransientScope();
  container.bind(parts.subscription).toResolvedValue(subscriptionAt, [parts.endpoints]);
  container.bind(parts.useCaseDeps).toResolvedValue(useCaseDepsOn, [parts.store, parts.endpoints, parts.backlog]);
  return container;
};

const storeAt = (
  { databaseUrl, asRoles, mutant, maxBatch, maxQueue, batchesInFlight }: Endpoints,
  commits: CommitSignal,
  reach: ReachFailpoint,
): PostgresStore => {
  const store = postgresStore({
    url: databaseUrl,
    schema: operationalSchema,
    onCommit: () => commits.listener(),
    maxBatch,
    maxQueue,
    batchesInFlight,
    ...(asRoles ? { role: `${operationalSchema}_service` } : {}),
  });
  return {
    ...store,
    customers: customersThatMayDie(store.customers, reach),
    outbox: outboxThatMayDie(mutatedOutbox(store.outbox, mutant), reach),
  };
};

const warehouseAt = (
  { dwhDatabaseUrl, asRoles, timeZone, mutant }: Endpoints,
  reach: ReachFailpoint,
): PostgresWarehouse => {
  const role = asRoles ? { role: `${dwhSchema}_subscriber` } : {};
  const beforeCommit = (): void => reach('warehouse.before-commit');
  const opened = postgresWarehouse({ url: dwhDatabaseUrl, schema: dwhSchema, timeZone, beforeCommit, ...role });
  return { ...opened, warehouse: warehouseThatMayDie(mutatedWarehouse(opened.warehouse, mutant), reach) };
};

const publisherAt = ({ brokers, mutant }: Endpoints, reach: ReachFailpoint): BusinessTransactionPublisher =>
  publisherThatMayDie(mutatedPublisher(kafkaPublisher({ brokers, deadline: 5000 }), mutant), reach);

const subscriptionAt = ({
  brokers,
  kafkaCluster: cluster,
  topic,
  readsAlone: alone,
}: Endpoints): BusinessTransactionSubscription =>
  kafkaSubscription({ brokers, cluster, topic, group: dwhGroup, alone });

const useCaseDepsOn = (
  { customers, catalogue }: PostgresStore,
  { topic, publicationRules }: Endpoints,
  backlog: Backlog,
) => ({
  customers: withPublicationCeiling(customers, () => backlog.isFull),
  catalogue,
  // Ids that grow with time: new rows go to the end of the indexes.
  newId: () => v7(),
  topicsFor: toTopics(topic, publicationRules),
});
