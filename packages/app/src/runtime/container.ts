import 'reflect-metadata';
import { kafkaPublisher, kafkaSubscription } from '@casm/adapter-kafka';
import { type PostgresStore, postgresStore, type PostgresWarehouse, postgresWarehouse } from '@casm/adapter-postgres';
import {
  type BusinessTransactionPublisher,
  type BusinessTransactionSubscription,
  type CustomerReads,
  type CustomerWrites,
  type SegmentMaintenance,
  toCompleteTopic,
} from '@casm/core';
import { Container, type ServiceIdentifier } from 'inversify';
import { v7 } from 'uuid';
import { dwhSchema, type Endpoints, operationalSchema } from './endpoints.js';
import {
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

const identify = <A>(name: string): ServiceIdentifier<A> => Symbol.for(name);

export const parts = {
  endpoints: identify<Endpoints>('Endpoints'),
  commits: identify<CommitSignal>('CommitSignal'),
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
  container.bind(parts.failpoint).toConstantValue(failpointNamed(endpoints.failpoint));
  container.bind(parts.store).toResolvedValue(storeAt, [parts.endpoints, parts.commits, parts.failpoint]);
  container.bind(parts.warehouse).toResolvedValue(warehouseAt, [parts.endpoints, parts.failpoint]);
  container.bind(parts.publisher).toResolvedValue(publisherAt, [parts.endpoints, parts.failpoint]);
  container.bind(parts.subscription).toResolvedValue(subscriptionAt, [parts.endpoints]);
  container.bind(parts.useCaseDeps).toResolvedValue(useCaseDepsOn, [parts.store, parts.endpoints]);
  return container;
};

const storeAt = ({ databaseUrl, asRoles }: Endpoints, commits: CommitSignal, reach: ReachFailpoint): PostgresStore => {
  const store = postgresStore({
    url: databaseUrl,
    schema: operationalSchema,
    onCommit: () => commits.listener(),
    ...(asRoles ? { role: `${operationalSchema}_service` } : {}),
  });
  return { ...store, outbox: outboxThatMayDie(store.outbox, reach) };
};

const warehouseAt = ({ dwhDatabaseUrl, asRoles, timeZone }: Endpoints, reach: ReachFailpoint): PostgresWarehouse => {
  const role = asRoles ? { role: `${dwhSchema}_subscriber` } : {};
  const opened = postgresWarehouse({ url: dwhDatabaseUrl, schema: dwhSchema, timeZone, ...role });
  return { ...opened, warehouse: warehouseThatMayDie(opened.warehouse, reach) };
};

const publisherAt = ({ brokers }: Endpoints, reach: ReachFailpoint): BusinessTransactionPublisher =>
  publisherThatMayDie(kafkaPublisher({ brokers, deadline: 5000 }), reach);

const subscriptionAt = ({ brokers, cluster, topic, groupId }: Endpoints): BusinessTransactionSubscription =>
  kafkaSubscription({ brokers, cluster, topic, groupId });

const useCaseDepsOn = ({ customers, catalogue }: PostgresStore, { topic }: Endpoints) => ({
  customers,
  catalogue,
  // Ids that grow with time: new rows go to the end of the indexes.
  newId: () => v7(),
  topicsFor: toCompleteTopic(topic),
});
