export type { PostgresConnection } from './connection.js';
export { MigrationGaveUp, migrateOperational, migrateWarehouse } from './migrate.js';
export type { MigrationTarget } from './migrate.js';
export { postgresStore } from './postgres-store.js';
export type { PostgresStore, PostgresStoreOptions, PostgresStoreStatus } from './postgres-store.js';
export type { Failing, Trouble } from './write-path/commit-watch.js';
export { postgresWarehouse } from './warehouse/postgres-warehouse.js';
export type { PostgresWarehouse, PostgresWarehouseOptions } from './warehouse/postgres-warehouse.js';
