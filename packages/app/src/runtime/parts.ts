import type { EventEmitter } from 'node:events';
import type { KafkaSubscription } from '@casm/adapter-kafka';
import type {
  PostgresReplica,
  PostgresStore,
  PostgresWarehouse,
  ReplicaTrouble,
  SettledBatch,
  Trouble,
} from '@casm/adapter-postgres';
import type {
  BusinessTransactionPublisher,
  BusinessTransactionSubscription,
  CustomerDirectory,
  CustomerReads,
  CustomerWrites,
  CatalogueMaintenance,
  TransactionLog,
  WorkedChunk,
} from '@casm/core';
import type { LatencyWatch, OutboxCeiling, SweepStep } from '@casm/services';

export interface UseCases extends CustomerWrites, CustomerReads, CatalogueMaintenance {
  readonly customers: CustomerWrites['customers'];
  readonly directory: CustomerDirectory;
  readonly transactions: TransactionLog;
}

/**
 * What is told of the store within this process: `committed` after each commit that put something into the outbox, `trouble` while
 * changes fail, `replica` when the replica begins to serve nothing, each `batch` of changes, each step of the sweep of request keys as `swept`, and each `chunk` of a campaign with its
 * duration in milliseconds.
 */
export type StoreEvents = EventEmitter<{
  committed: [];
  trouble: [Trouble];
  replica: [ReplicaTrouble];
  batch: [SettledBatch];
  swept: [SweepStep];
  chunk: [WorkedChunk, number];
}>;

/** What serves the API. */
export interface ApiParts {
  readonly store: PostgresStore;
  /** Null: reads that prefer a replica are answered by the store. */
  readonly replica: PostgresReplica | null;
  readonly warehouse: PostgresWarehouse;
  readonly events: StoreEvents;
  readonly useCases: UseCases;
  readonly ceiling: OutboxCeiling;
  /** How long the single changes of this process take. */
  readonly latency: LatencyWatch;
}

/** What publishes the outbox. */
export interface RelayParts {
  readonly store: PostgresStore;
  readonly events: StoreEvents;
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
