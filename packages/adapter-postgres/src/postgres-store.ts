import type {
  CatalogueRepository,
  CustomerDirectory,
  CustomerHistory,
  CustomerRepository,
  Instant,
  Journal,
  Outbox,
  OutboxBacklog,
  ParkedMessages,
  ShardLeases,
  StoreUnavailable,
  TransactionLog,
} from '@casm/core';
import * as TE from 'fp-ts/lib/TaskEither.js';
import { postgresCatalogue } from './catalogue/postgres-catalogue.js';
import { openPool, type PostgresConnection } from './connection.js';
import { toStoreUnavailable } from './failures.js';
import { postgresCustomerDirectory } from './postgres-customer-directory.js';
import { postgresCustomerHistory } from './postgres-customer-history.js';
import { postgresCustomerRepository } from './postgres-customer-repository.js';
import { openSequelize } from './sequelize-connection.js';
import { requestKeySweep, type Swept } from './request-key-sweep.js';
import { postgresJournal } from './postgres-journal.js';
import { postgresOutbox } from './postgres-outbox.js';
import { postgresOutboxBacklog } from './postgres-outbox-backlog.js';
import { postgresParkedMessages } from './postgres-parked-messages.js';
import { postgresShardLeases } from './postgres-shard-leases.js';
import { postgresTransactionLog } from './postgres-transaction-log.js';

export interface PostgresStoreOptions extends PostgresConnection {
  /** The present moment; by default the system's clock. */
  readonly clock?: () => Instant;
  /** Called after each commit that put something into the outbox: nudge the relay here. Must not throw. */
  readonly onCommit?: () => void;
  /** Most changes that one statement commits; by default 64. */
  readonly maxBatch?: number;
  /** Most changes that may wait for their batch; by default 10,000. Beyond it: StoreUnavailable at once. */
  readonly maxQueue?: number;
  /** Most batches that run at once, each on a connection of its own; by default 1. No customer is in two of them. */
  readonly batchesInFlight?: number;
}

/** The operational ports on one schema that `migrateOperational` has prepared. Connects when first used. */
export interface PostgresStore {
  readonly customers: CustomerRepository;
  readonly history: CustomerHistory;
  readonly directory: CustomerDirectory;
  readonly transactions: TransactionLog;
  readonly catalogue: CatalogueRepository;
  readonly outbox: Outbox;
  readonly leases: ShardLeases;
  readonly backlog: OutboxBacklog;
  readonly parked: ParkedMessages;
  readonly journal: Journal;
  /**
   * Removes request keys older than `hours` from the next stretch of their table. Call it now and then, from any number
   * of processes: a repeat of a request that is forgotten counts as a new request.
   */
  readonly forgetRequests: (hours: number) => TE.TaskEither<StoreUnavailable, Swept>;
  /** Succeeds if the schema can be read now. */
  readonly ping: TE.TaskEither<StoreUnavailable, void>;
  /** Settles what was accepted, then disconnects. */
  readonly close: () => Promise<void>;
}

export const postgresStore = (options: PostgresStoreOptions): PostgresStore => {
  const {
    schema,
    clock = () => new Date().toISOString(),
    onCommit = () => undefined,
    maxBatch = 64,
    maxQueue = 10_000,
    batchesInFlight = 1,
  } = options;
  const pool = openPool(options, 'casm');
  const lockPool = openPool({ ...options, poolSize: 4 }, 'casm-waiting');
  const sequelize = openSequelize(options, 'casm-catalogue');
  const customers = postgresCustomerRepository({
    schema,
    pool,
    lockPool,
    clock,
    onCommit,
    maxBatch,
    maxQueue,
    batchesInFlight,
  });
  return {
    customers,
    history: postgresCustomerHistory(pool, schema),
    directory: postgresCustomerDirectory(pool, schema),
    transactions: postgresTransactionLog(pool, schema),
    catalogue: postgresCatalogue(sequelize, schema),
    outbox: postgresOutbox(pool, schema),
    leases: postgresShardLeases(pool, schema),
    backlog: postgresOutboxBacklog(pool, schema),
    parked: postgresParkedMessages(pool, schema),
    journal: postgresJournal(options),
    forgetRequests: requestKeySweep(pool, schema),
    ping: TE.tryCatch(async () => {
      await pool.query(`select from ${schema}.catalogue_revision`);
    }, toStoreUnavailable),
    close: async () => {
      await customers.close();
      await Promise.all([pool.end(), lockPool.end(), sequelize.close()]);
    },
  };
};
