import type {
  ApiKeys,
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
import { campaignSweep } from './campaigns/campaign-sweep.js';
import { postgresCampaignLoading } from './campaigns/postgres-campaign-loading.js';
import { postgresCampaignRepository } from './campaigns/postgres-campaign-repository.js';
import { type CampaignsInState, postgresCampaignStates } from './campaigns/postgres-campaign-states.js';
import { postgresCampaignWork } from './campaigns/postgres-campaign-work.js';
import type { PoolStatus } from './connection-pool.js';
import { closedOnce } from './closed-once.js';
import { commitAnnouncer } from './commit-signal/commit-announcer.js';
import { postgresApiKeys } from './postgres-api-keys.js';
import { postgresCatalogue } from './catalogue/postgres-catalogue.js';
import type { PostgresConnection } from './postgres-connection.js';
import { usableDatabase } from './database-check/content-problems.js';
import { onConnection } from './on-connection.js';
import { postgresCustomerDirectory } from './postgres-customer-directory.js';
import { customerHistoryIn } from './postgres-customer-history.js';
import { postgresCustomerRepository } from './postgres-customer-repository.js';
import { requestKeySweep, type Swept } from './request-key-sweep.js';
import { postgresJournal } from './postgres-journal.js';
import { postgresOutbox } from './postgres-outbox.js';
import { outboxByShard, postgresOutboxBacklog, type ShardBacklog } from './postgres-outbox-backlog.js';
import { postgresParkedMessages } from './postgres-parked-messages.js';
import { postgresShardLeases } from './postgres-shard-leases.js';
import { postgresTransactionLog } from './postgres-transaction-log.js';
import { ownTransaction } from './own-transaction.js';
import type { ReadQueueStatus } from './read-path/read-queue.js';
import { sharedRead } from './read-path/reads.js';
import { readsInFlight, storeReads } from './read-path/store-reads.js';
import type { SqlConnection } from './sql-connection.js';
import { openStorePools } from './store-pools.js';
import type { SettledBatch } from './write-path/change-queue.js';
import type { ChangeQueueStatus } from './write-path/change-queue-status.js';
import { commitWatch, type Failing, type Trouble } from './write-path/commit-watch.js';

/** The settings of a store. Each has a default. */
export interface PostgresStoreSettings {
  /** The clock of decisions; by default the system clock. */
  readonly clock?: () => Instant;
  /** Called after each commit that added to the outbox; wake the relay here. Must not throw. */
  readonly onCommit?: () => void;
  /**
   * Called after each batch of changes with its requests, its start and its duration, whether it was committed or not.
   * Must not throw.
   */
  readonly onBatch?: (batch: SettledBatch) => void;
  /**
   * True: after commits that put something into the outbox, the store sends a NOTIFY, which wakes relays in other processes that
   * use `listenForCommits`. By default false: such a relay finds a lone message at its next poll, up to 250 ms later, and up
   * to a second later if other stores announce.
   */
  readonly announceCommits?: boolean;
  /**
   * Called when changes fail for an infrastructure cause: immediately for a new cause, then every ten seconds with the
   * failures since the last call. Must not throw.
   */
  readonly onTrouble?: (trouble: Trouble) => void;
  /** Maximum number of changes in one batch; by default 64. */
  readonly maxBatch?: number;
  /**
   * Longest expected wait of a change for its batch, in milliseconds; by default 200, five times as long during a
   * burst. A change that would wait longer is refused with Overloaded.
   */
  readonly maxWaitMs?: number;
  /**
   * Maximum number of waiting changes, and of waiting reads; by default 10,000. Further ones are refused with
   * Overloaded.
   */
  readonly maxQueue?: number;
  /** Timeout of a read, a ping or a catalogue change, in milliseconds; by default 5000. */
  readonly timeoutMs?: number;
  /**
   * Maximum number of batches in flight, each on its own connection; by default 2. A batch starts beside another one
   * only when it is full. A customer is in at most one of them.
   */
  readonly batchesInFlight?: number;
  /**
   * Rows in one chunk of a campaign that this process creates, which are committed together; by default 1000. The
   * statements of such a chunk take about 50 ms.
   */
  readonly campaignChunkRows?: number;
}

/** The connection of a store, by URL or as your own pool, and its settings. */
export type PostgresStoreOptions = PostgresConnection & PostgresStoreSettings;

/** The store's state as this process knows it. Reading it sends no query. */
export interface PostgresStoreStatus {
  readonly changes: ChangeQueueStatus;
  /** Reads of callers, without those of the catalogue. */
  readonly reads: ReadQueueStatus;
  /** The connections of each pool, by its application_name. */
  readonly pools: Readonly<Record<string, PoolStatus>>;
  /** Null if the last commit succeeded, or if nothing has failed for ten seconds. */
  readonly failing: Failing | null;
}

/** The operational ports on one schema that `migrateOperational` has prepared. Connects on first use. */
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
  /** `casm_service` may list them and note their use; `casm_key_keeper` may do everything. */
  readonly apiKeys: ApiKeys;
  readonly campaigns: CampaignRepository;
  readonly campaignLoading: CampaignLoading;
  readonly campaignWork: CampaignWork;
  /** The number of campaigns in each state that any is in. */
  readonly campaignStates: TE.TaskEither<StoreFailure, ReadonlyArray<CampaignsInState>>;
  /** The unpublished messages by topic and shard, where there are any. Reads all entries of the outbox. */
  readonly outboxByShard: TE.TaskEither<StoreFailure, ReadonlyArray<ShardBacklog>>;
  /**
   * Removes expired request keys, older than `hours`, from the next part of their table. Call it periodically, from any
   * number of processes. A repeated request whose key was removed counts as a new request.
   */
  readonly forgetRequests: (hours: number) => TE.TaskEither<StoreFailure, Swept>;
  /**
   * Removes one campaign with its rows, whose loader stopped a day ago or which ended more than `days` days ago; null
   * keeps these for ever. Returns whether there was one. Call it periodically. The requestId of a removed campaign is
   * new again.
   */
  readonly forgetCampaigns: (days: number | null) => TE.TaskEither<StoreFailure, boolean>;
  /**
   * Whether a new change would be admitted. False: it would be refused with Overloaded, so the caller can skip its own
   * work.
   */
  readonly admits: () => boolean;
  readonly status: () => PostgresStoreStatus;
  /** Succeeds if the store can be used now. StoreMisconfigured names every problem. */
  readonly ping: TE.TaskEither<ReadFailure, void>;
  /**
   * CustomerRepository inside the embedder's transaction: the caller runs `begin` on `connection` before, and `commit`
   * or `rollback` after. The commit makes the changes durable and publishes them.
   */
  readonly inTransaction: (connection: SqlConnection) => CustomerRepository;
  /** Settles the accepted changes, then disconnects. May be called again. */
  readonly close: () => Promise<void>;
}

/**
 * Returns the store on one schema. Throws if the schema name is invalid. It connects on first use, so problems of the URL and of the
 * database are failures of its calls.
 */
export const postgresStore = (options: PostgresStoreOptions): PostgresStore => {
  const {
    schema,
    clock = () => new Date().toISOString(),
    onCommit: hearCommit = () => undefined,
    announceCommits = false,
    onBatch = () => undefined,
    onTrouble = () => undefined,
    maxBatch = 64,
    maxWaitMs = 200,
    maxQueue = 10_000,
    timeoutMs = 5000,
    batchesInFlight = 2,
    campaignChunkRows = 1000,
  } = options;
  const pools = openStorePools(options, { batchesInFlight, readsInFlight });
  const { background } = pools;
  const mustBeUsable = usableDatabase({ schema, holds: 'operational', rights: 'service' });
  const watch = commitWatch(onTrouble);
  const announcer = announceCommits ? commitAnnouncer(pools.announcements, schema) : null;
  const onCommit = (): void => {
    hearCommit();
    announcer?.announce();
  };
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
    onBatch,
    onCommit,
    watch,
    maxBatch,
    maxQueue,
    maxWaitMs,
    batchesInFlight,
  });
  return {
    customers,
    history: customerHistoryIn(schema)(reads.other.run),
    directory: postgresCustomerDirectory(reads.other.run, background, schema),
    transactions: postgresTransactionLog(reads.other.run, schema),
    admits: changes.admits,
    status: () => ({
      changes: changes.status(),
      reads: reads.status(),
      pools: pools.status(),
      failing: watch.failing(),
    }),
    catalogue: postgresCatalogue({ pool: pools.catalogue, schema, admission: admitting(maxQueue), timeoutMs }),
    outbox: postgresOutbox(background, schema),
    leases: postgresShardLeases(background, schema),
    backlog: postgresOutboxBacklog(background, schema),
    parked: postgresParkedMessages(background, schema),
    journal: postgresJournal(options),
    apiKeys: postgresApiKeys(background, schema),
    campaigns: postgresCampaignRepository(pools.campaigns, schema),
    campaignLoading: postgresCampaignLoading(pools.campaigns, options, campaignChunkRows),
    campaignWork: postgresCampaignWork({ pool: pools.campaigns, schema, clock, onCommit }),
    campaignStates: postgresCampaignStates(background, schema),
    outboxByShard: outboxByShard(background, schema),
    inTransaction: (connection) => ownTransaction(connection, schema, clock),
    forgetRequests: requestKeySweep(background, schema),
    forgetCampaigns: campaignSweep(options),
    ping: sharedRead({ admission: admitting(maxQueue), timeoutMs }, (deadline) =>
      onConnection(pools.ping, deadline, mustBeUsable),
    ),
    close: closedOnce(async () => {
      await close();
      await announcer?.close();
      await pools.close();
    }),
  };
};
