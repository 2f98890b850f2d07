import type { Instant } from '@casm/core';
import { forgetRequests } from './answers.js';
import { sqliteCatalogue } from './catalogue.js';
import { sqliteCustomers } from './customers.js';
import { sqliteJournal } from './journal.js';
import { sqliteOutbox, sqliteOutboxBacklog, sqliteParkedMessages, sqliteShardLeases } from './outbox.js';
import { sqliteDirectory, sqliteHistory, sqliteTransactionLog } from './reads.js';
import { openSqliteFile } from './sqlite-file.js';

export interface SqliteStoreOptions {
  /** The database file; it is made where it is missing. */
  readonly file: string;
  /** The present moment; by default the system's clock. */
  readonly clock?: () => Instant;
  /** Called after each commit; `startRelay(…).nudge` publishes at once. */
  readonly onCommit?: () => void;
}

/**
 * The operational ports on one SQLite file, for one process. Opens the file at once, and throws where it cannot. Each call is one
 * transaction, and holds up the process for as long as the disk takes.
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
    /** Nothing is in hand between two calls. A second call does nothing. */
    close: db.close,
  };
};
