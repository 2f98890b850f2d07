import type {
  CampaignLoading,
  CampaignRepository,
  CampaignWork,
  CatalogueRepository,
  CustomerDirectory,
  CustomerHistory,
  CustomerRepository,
  Instant,
  Journal,
  Outbox,
  OutboxBacklog,
  ParkedMessages,
  ReadFailure,
  ShardLeases,
  StoreFailure,
  TransactionLog,
} from '@casm/core';
import type * as TE from 'fp-ts/lib/TaskEither.js';
import { type Admission, admission } from './admission.js';
import { postgresCampaignLoading } from './campaigns/postgres-campaign-loading.js';
import { postgresCampaignRepository } from './campaigns/postgres-campaign-repository.js';
import { postgresCampaignWork } from './campaigns/postgres-campaign-work.js';
import { postgresCatalogue } from './catalogue/postgres-catalogue.js';
import type { PostgresConnection } from './postgres-connection.js';
import { mustBeUsable } from './database-check/content-problems.js';
import { onConnection } from './on-connection.js';
import { postgresCustomerDirectory } from './postgres-customer-directory.js';
import { postgresCustomerHistory } from './postgres-customer-history.js';
import { postgresCustomerRepository } from './postgres-customer-repository.js';
import { requestKeySweep, type Swept } from './request-key-sweep.js';
import { postgresJournal } from './postgres-journal.js';
import { postgresOutbox } from './postgres-outbox.js';
import { postgresOutboxBacklog } from './postgres-outbox-backlog.js';
import { postgresParkedMessages } from './postgres-parked-messages.js';
import { postgresShardLeases } from './postgres-shard-leases.js';
import { postgresTransactionLog } from './postgres-transaction-log.js';
import { ownTransaction } from './own-transaction.js';
import type { ReadQueueStatus } from './read-path/read-queue.js';
import { sharedRead } from './read-path/reads.js';
import { readsInFlight, storeReads } from './read-path/store-reads.js';
import type { SqlConnection } from './sql-connection.js';
import { openStorePools } from './store-pools.js';
import type { ChangeQueueStatus } from './write-path/change-queue-status.js';
import { commitWatch, type Failing, type Trouble } from './write-path/commit-watch.js';

export interface PostgresStoreSettings {
  /** The present moment; by default the system's clock. */
  readonly clock?: () => Instant;
  /** Called after each commit that put something into the outbox: nudge the relay here. Must not throw. */
  readonly onCommit?: () => void;
  /**
   * Called when changes fail for what is not their fault: for each cause at once, and then every ten seconds with what has
   * come together. Must not throw.
   */
  readonly onTrouble?: (trouble: Trouble) => void;
  /** Most changes that one statement commits; by default 64. */
  readonly maxBatch?: number;
  /**
   * A change that would wait longer than this for its batch, in milliseconds, is Overloaded at once; by default 200. A burst
   * may wait five times as long.
   */
  readonly maxWaitMs?: number;
  /** Most changes that may wait in all, and most reads; by default 10,000. Beyond it: Overloaded at once. */
  readonly maxQueue?: number;
  /** A read, a ping or a change of the catalogue is answered within so many milliseconds, whatever the store does; by default 5000. */
  readonly timeoutMs?: number;
  /** Most batches that run at once, each on a connection of its own; by default 1. No customer is in two of them. */
  readonly batchesInFlight?: number;
}

export type PostgresStoreOptions = PostgresConnection & PostgresStoreSettings;

/** What the store does at this moment, as far as this process knows; it asks nobody. */
export interface PostgresStoreStatus {
  readonly changes: ChangeQueueStatus;
  /** Reads that callers wait for, those of the catalogue excepted. */
  readonly reads: ReadQueueStatus;
  /** Null: the last commit went well, or nothing has failed for ten seconds. */
  readonly failing: Failing | null;
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
  readonly campaigns: CampaignRepository;
  readonly campaignLoading: CampaignLoading;
  readonly campaignWork: CampaignWork;
  /**
   * Removes request keys older than `hours` from the next stretch of their table. Call it now and then, from any number
   * of processes: a repeat of a request that is forgotten counts as a new request.
   */
  readonly forgetRequests: (hours: number) => TE.TaskEither<StoreFailure, Swept>;
  /** Whether a change would be taken in now; false: it would be Overloaded, so that nothing need be done for it. */
  readonly admits: () => boolean;
  readonly status: () => PostgresStoreStatus;
  /** Succeeds if the store can be used now; StoreMisconfigured says all that keeps it from being used. */
  readonly ping: TE.TaskEither<ReadFailure, void>;
  /**
   * The customers inside a transaction of the embedder's own: `begin` on `connection` before, `commit` or `rollback` after. What
   * it changes is durable, and on its way to the streaming platform, with that commit.
   */
  readonly inTransaction: (connection: SqlConnection) => CustomerRepository;
  /** Settles what was accepted, then disconnects. */
  readonly close: () => Promise<void>;
}

export const postgresStore = (options: PostgresStoreOptions): PostgresStore => {
  const {
    schema,
    clock = () => new Date().toISOString(),
    onCommit = () => undefined,
    onTrouble = () => undefined,
    maxBatch = 64,
    maxWaitMs = 200,
    maxQueue = 10_000,
    timeoutMs = 5000,
    batchesInFlight = 1,
  } = options;
  const pools = openStorePools(options, { batchesInFlight, readsInFlight });
  const { background } = pools;
  const watch = commitWatch(onTrouble);
  const admitting = (maxBatch: number, inFlight = 1): Admission =>
    admission({ maxBatch, batchesInFlight: inFlight, maxWaitMs, maxQueue, now: () => performance.now() });
  const reads = storeReads({ pool: pools.reads, schema, admitting, timeoutMs });
  const { changes, close, ...customers } = postgresCustomerRepository({
    schema,
    batchPool: pools.batches,
    lockPool: pools.locks,
    find: reads.find,
    effectiveSegments: reads.effectiveSegments,
    clock,
    onCommit,
    watch,
    maxBatch,
    maxQueue,
    maxWaitMs,
    batchesInFlight,
  });
  return {
    customers,
    history: postgresCustomerHistory(reads.other, schema),
    directory: postgresCustomerDirectory(reads.other, background, schema),
    transactions: postgresTransactionLog(reads.other, schema),
    admits: changes.admits,
    status: () => ({ changes: changes.status(), reads: reads.status(), failing: watch.failing() }),
    catalogue: postgresCatalogue({ pool: pools.catalogue, schema, admission: admitting(maxQueue), timeoutMs }),
    outbox: postgresOutbox(background, schema),
    leases: postgresShardLeases(background, schema),
    backlog: postgresOutboxBacklog(background, schema),
    parked: postgresParkedMessages(background, schema),
    journal: postgresJournal(options),
    campaigns: postgresCampaignRepository(pools.campaigns, schema),
    campaignLoading: postgresCampaignLoading(pools.campaigns, options),
    campaignWork: postgresCampaignWork({ pool: pools.campaigns, schema, clock, onCommit }),
    inTransaction: (connection) => ownTransaction(connection, schema, clock),
    forgetRequests: requestKeySweep(background, schema),
    ping: sharedRead({ admission: admitting(maxQueue), timeoutMs }, (deadline) =>
      onConnection(pools.ping, deadline, (connection) =>
        mustBeUsable(connection, { schema, holds: 'operational', rights: 'service' }),
      ),
    ),
    close: async () => {
      await close();
      await pools.close();
    },
  };
};
