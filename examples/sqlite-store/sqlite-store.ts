import type { Instant } from '@casm/core';
import { forgetRequests } from './answers.js';
import { sqliteCatalogue } from './catalogue.js';
import { sqliteCustomers } from './customers.js';
import { sqliteJournal } from './journal.js';
import { sqliteOutbox, sqliteOutboxBacklog, sqliteParkedMessages, sqliteShardLeases } from './outbox.js';
import { sqliteDirectory, sqliteHistory, sqliteTransactionLog } from './reads.js';
import { openSqliteFile } from './sqlite-file.js';

export interface SqliteStoreOptions {
  /** The database file; created if it is missing. */
  readonly file: string;
  /** The clock of decisions; by default the system clock. */
  readonly clock?: () => Instant;
  /** Called after each commit; `startRelay(…).nudge` publishes immediately. */
  readonly onCommit?: () => void;
}

/**
 * The operational ports on one SQLite file, for one process. Opens the file immediately; throws if that fails. Each
 * call is one transaction and blocks the process while the disk works.
 */
export const openSqliteStore = ({
  file,
  clock = () => new Date().toISOString(),
  onCommit = () => undefined,
}: SqliteStoreOptions) => {
  const db = openSqliteFile(file);
  return {
    customers: sqliteCustomers(db, { clock, onCommit }),
    history: sqliteHistory(db),
    directory: sqliteDirectory(db),
    transactions: sqliteTransactionLog(db),
    catalogue: sqliteCatalogue(db),
    outbox: sqliteOutbox(db),
    backlog: sqliteOutboxBacklog(db),
    leases: sqliteShardLeases(db),
    parked: sqliteParkedMessages(db),
    journal: sqliteJournal(db),
    forgetRequests: forgetRequests(db),
    /** No work is in progress between calls. A second call does nothing. */
    close: db.close,
  };
};
