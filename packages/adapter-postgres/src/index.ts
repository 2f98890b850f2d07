export type { ConnectionPool, PooledConnection } from './borrowed-pool.js';
export type { DatabasePool, DatabaseUrl, PostgresConnection } from './postgres-connection.js';
export type { PoolStatus } from './connection-pool.js';
export { checkDatabase } from './database-check/check-database.js';
export type { DatabaseToCheck } from './database-check/check-database.js';
export { DatabaseUnusable } from './database-check/database-problem.js';
export type { DatabaseProblem, DatabaseProblemName } from './database-check/database-problem.js';
export { listenForCommits } from './commit-signal/listen-for-commits.js';
export type { CommitListener, CommitListenerOptions } from './commit-signal/listen-for-commits.js';
export { MigrationGaveUp, migrateOperational, migrateWarehouse } from './migrate.js';
export type { MigrationTarget } from './migrate.js';
export { MigrationPackagesMissing } from './migration-packages-missing.js';
export { UnusableTransaction } from './own-transaction.js';
export type { SqlConnection } from './sql-connection.js';
export { urlFault } from './url-fault.js';
export { postgresStore } from './postgres-store.js';
export type {
  PostgresStore,
  PostgresStoreOptions,
  PostgresStoreSettings,
  PostgresStoreStatus,
} from './postgres-store.js';
export type { CampaignsInState } from './campaigns/postgres-campaign-states.js';
export type { ShardBacklog } from './postgres-outbox-backlog.js';
export { postgresReplica } from './replica/postgres-replica.js';
export type { PostgresReplica, PostgresReplicaOptions, PostgresReplicaStatus } from './replica/postgres-replica.js';
export type { ReplicaFault } from './replica/replica-refusal.js';
export type { ReplicaTrouble } from './replica/replica-watch.js';
export type { SettledBatch } from './write-path/change-queue.js';
export type { Failing, Trouble } from './write-path/commit-watch.js';
export { postgresWarehouse } from './warehouse/postgres-warehouse.js';
export type { PostgresWarehouse, PostgresWarehouseOptions } from './warehouse/postgres-warehouse.js';
