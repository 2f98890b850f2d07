import type { EventEmitter } from 'node:events';
import type { KafkaSubscription } from '@casm/adapter-kafka';
import type { PostgresStore, PostgresWarehouse, Trouble } from '@casm/adapter-postgres';
import type {
  BusinessTransactionPublisher,
  BusinessTransactionSubscription,
  CustomerDirectory,
  CustomerReads,
  CustomerWrites,
  CatalogueMaintenance,
  TransactionLog,
} from '@casm/core';
import type { LatencyWatch, OutboxCeiling } from '@casm/services';

export interface UseCases extends CustomerWrites, CustomerReads, CatalogueMaintenance {
  readonly customers: CustomerWrites['customers'];
  readonly directory: CustomerDirectory;
  readonly transactions: TransactionLog;
}

/** Emits `committed` after each commit of this process that put something into the outbox, and `trouble` while changes fail. */
export type Commits = EventEmitter<{ committed: []; trouble: [Trouble] }>;

/** What serves the API. */
export interface ApiParts {
  readonly store: PostgresStore;
  readonly warehouse: PostgresWarehouse;
  readonly commits: Commits;
  readonly useCases: UseCases;
  readonly ceiling: OutboxCeiling;
  /** How long the single changes of this process take. */
  readonly latency: LatencyWatch;
}

/** What publishes the outbox. */
export interface RelayParts {
  readonly store: PostgresStore;
  readonly commits: Commits;
  /** Whoever publishes has a producer of its own, and closes it. */
  readonly newPublisher: () => BusinessTransactionPublisher;
}

/** What reads the topic into the warehouse. */
export interface SubscriberParts {
  readonly warehouse: PostgresWarehouse;
  readonly subscription: BusinessTransactionSubscription;
  /** How far behind the subscription is. */
  readonly lag: KafkaSubscription['lag'];
}
