import 'reflect-metadata';
import { EventEmitter } from 'node:events';
import { kafkaPublisher, type KafkaSubscription, kafkaSubscription } from '@casm/adapter-kafka';
import {
  type PostgresReplica,
  postgresReplica,
  type PostgresStore,
  postgresStore,
  type PostgresWarehouse,
  postgresWarehouse,
} from '@casm/adapter-postgres';
import { toTopics, withPublicationCeiling } from '@casm/core';
import { type LatencyWatch, latencyWatch, type OutboxCeiling, outboxCeiling, timedChanges } from '@casm/services';
import { Container, ContainerModule, type ServiceIdentifier } from 'inversify';
import { v7 } from 'uuid';
import { identity } from 'fp-ts/lib/function.js';
import type { ApiSettings, RelaySettings, SubscriberSettings } from '../settings.js';
import { roleIfAny } from './databases.js';
import type { Decorators } from './decorators.js';
import { kafkaConnection } from './kafka-connection.js';
import { dwhGroup, dwhSchema, operationalSchema } from './names.js';
import type { ApiParts, RelayParts, StoreEvents, SubscriberParts, UseCases } from './parts.js';

const identify = <A>(name: string): ServiceIdentifier<A> => Symbol.for(name);

const parts = {
  events: identify<StoreEvents>('StoreEvents'),
  store: identify<PostgresStore>('PostgresStore'),
  replica: identify<PostgresReplica | null>('PostgresReplica'),
  ceiling: identify<OutboxCeiling>('OutboxCeiling'),
  latency: identify<LatencyWatch>('LatencyWatch'),
  useCases: identify<UseCases>('UseCases'),
  newPublisher: identify<RelayParts['newPublisher']>('NewPublisher'),
  warehouse: identify<PostgresWarehouse>('PostgresWarehouse'),
  subscription: identify<KafkaSubscription>('KafkaSubscription'),
};

/** The parts of `casm serve`. Nothing but the replica connects before it is used. */
export const composeApi = (settings: ApiSettings, decorators: Decorators): ApiParts =>
  apiIn(
    containing(
      storeModule(settings, decorators, { announceCommits: true }),
      warehouseModule(settings, decorators),
      apiModule(settings),
      replicaModule(settings),
    ),
  );

/** The parts of `casm relay`. */
export const composeRelay = (settings: RelaySettings, decorators: Decorators): RelayParts =>
  relayIn(containing(storeModule(settings, decorators, { announceCommits: false }), relayModule(settings, decorators)));

/** The parts of `casm dwh`. */
export const composeSubscriber = (settings: SubscriberSettings, decorators: Decorators): SubscriberParts =>
  subscriberIn(containing(warehouseModule(settings, decorators), subscriberModule(settings)));

/** All of them in one process, on one store and one warehouse. */
export const composeAll = (
  settings: ApiSettings & RelaySettings & SubscriberSettings,
  decorators: Decorators,
): { readonly api: ApiParts; readonly relay: RelayParts; readonly subscriber: SubscriberParts } => {
  const container = containing(
    // The relay is nudged within the process.
    storeModule(settings, decorators, { announceCommits: false }),
    warehouseModule(settings, decorators),
    apiModule(settings),
    replicaModule(settings),
    relayModule(settings, decorators),
    subscriberModule(settings),
  );
  return { api: apiIn(container), relay: relayIn(container), subscriber: subscriberIn(container) };
};

const containing = (...modules: ReadonlyArray<ContainerModule>): Container => {
  const container = new Container({ defaultScope: 'Singleton' });
  container.load(...modules);
  return container;
};

const apiIn = (container: Container): ApiParts => ({
  store: container.get(parts.store),
  replica: container.get(parts.replica),
  warehouse: container.get(parts.warehouse),
  events: container.get(parts.events),
  useCases: container.get(parts.useCases),
  ceiling: container.get(parts.ceiling),
  latency: container.get(parts.latency),
});

const relayIn = (container: Container): RelayParts => ({
  store: container.get(parts.store),
  events: container.get(parts.events),
  newPublisher: container.get(parts.newPublisher),
});

const subscriberIn = (container: Container): SubscriberParts => {
  const subscription = container.get(parts.subscription);
  return { warehouse: container.get(parts.warehouse), subscription, lag: subscription.lag };
};

const storeModule = (
  { databaseUrl: url, databaseRole, outboxCeiling: most, ...limits }: ApiSettings | RelaySettings,
  { customers = identity, outbox = identity, campaignWork = identity }: Decorators,
  { announceCommits }: { readonly announceCommits: boolean },
): ContainerModule => {
  const open = (events: StoreEvents): PostgresStore => {
    const { deadlineMs, maxBatch, maxWaitMs, maxQueue, batchesInFlight, campaignChunkRows } = limits;
    const store = postgresStore({
      url,
      schema: operationalSchema,
      onCommit: () => void events.emit('committed'),
      onBatch: (batch) => void events.emit('batch', batch),
      onTrouble: (trouble) => void events.emit('trouble', trouble),
      announceCommits,
      timeoutMs: deadlineMs,
      maxBatch,
      maxWaitMs,
      maxQueue,
      batchesInFlight,
      campaignChunkRows,
      ...roleIfAny(databaseRole),
    });
    return {
      ...store,
      customers: customers(store.customers),
      outbox: outbox(store.outbox),
      campaignWork: campaignWork(store.campaignWork),
    };
  };
  const ceiling = (store: PostgresStore): OutboxCeiling => outboxCeiling(store.backlog, most);
  return new ContainerModule(({ bind }) => {
    bind(parts.events).toConstantValue(new EventEmitter());
    bind(parts.store).toResolvedValue(open, [parts.events]);
    bind(parts.ceiling).toResolvedValue(ceiling, [parts.store]);
  });
};

/** The store is asked where the replica does not answer: part of the deadline is left for it by default. */
const mostReplicaMs = 2000;

const replicaModule = (settings: ApiSettings): ContainerModule => {
  const { databaseUrl, databaseRole, deadlineMs, replicaDatabaseUrl: url, replicaMaxLagMs: maxLagMs } = settings;
  const open = (events: StoreEvents): PostgresReplica | null => {
    if (url === null) return null;
    const content = { schema: operationalSchema, ...roleIfAny(databaseRole) };
    return postgresReplica({
      primary: { url: databaseUrl, ...content },
      replica: { url, ...content },
      maxLagMs,
      timeoutMs: Math.min(mostReplicaMs, deadlineMs),
      onTrouble: (trouble) => void events.emit('replica', trouble),
    });
  };
  return new ContainerModule(({ bind }) => void bind(parts.replica).toResolvedValue(open, [parts.events]));
};

const warehouseModule = (
  { dwhDatabaseUrl: url, dwhDatabaseRole, timeZone }: ApiSettings | SubscriberSettings,
  { warehouse = identity }: Decorators,
): ContainerModule => {
  const as = (role: string | null) => postgresWarehouse({ url, schema: dwhSchema, timeZone, ...roleIfAny(role) });
  const open = (): PostgresWarehouse => {
    const opened = as(dwhDatabaseRole);
    // On a database of an operator's own the user of the URL has the rights that it was granted.
    const repairer = dwhDatabaseRole === null ? opened : as(`${dwhSchema}_repairer`);
    return {
      ...opened,
      warehouse: warehouse(opened.warehouse),
      deadLetters: repairer.deadLetters,
      close: async () => void (await Promise.all([...new Set([opened, repairer])].map(({ close }) => close()))),
    };
  };
  return new ContainerModule(({ bind }) => void bind(parts.warehouse).toResolvedValue(open));
};

const apiModule = ({ topic, publicationRules, installation }: ApiSettings): ContainerModule => {
  const useCases = (
    { customers, history, directory, transactions, catalogue }: PostgresStore,
    ceiling: OutboxCeiling,
    latency: LatencyWatch,
  ): UseCases => ({
    customers: withPublicationCeiling(timedChanges(customers, latency), ceiling.isFull),
    history,
    directory,
    transactions,
    catalogue,
    // Ids that grow with time: new rows go to the end of the indexes.
    newId: () => v7(),
    topicsFor: toTopics(topic, publicationRules),
    rules: installation.rules,
  });
  return new ContainerModule(({ bind }) => {
    bind(parts.latency).toConstantValue(latencyWatch());
    bind(parts.useCases).toResolvedValue(useCases, [parts.store, parts.ceiling, parts.latency]);
  });
};

const relayModule = (settings: RelaySettings, { publisher = identity }: Decorators): ContainerModule =>
  new ContainerModule(
    ({ bind }) =>
      void bind(parts.newPublisher).toConstantValue(() =>
        publisher(kafkaPublisher({ ...kafkaConnection(settings), timeoutMs: 5000 })),
      ),
  );

const subscriberModule = (settings: SubscriberSettings): ContainerModule => {
  const { kafkaCluster: cluster, topic, readsExclusively: exclusive, fetchWaitMs } = settings;
  const open = () =>
    kafkaSubscription({ ...kafkaConnection(settings), cluster, topic, group: dwhGroup, exclusive, fetchWaitMs });
  return new ContainerModule(({ bind }) => void bind(parts.subscription).toResolvedValue(open));
};
