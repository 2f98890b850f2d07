import { resolve } from 'node:path';
import {
  type OutcomeUnknown,
  outcomeUnknown,
  type StoreFailure,
  storeMisconfigured,
  storeUnavailable,
  type Unstorable,
  unstorable,
} from '@casm/core';
import * as E from 'fp-ts/lib/Either.js';
import type { TaskEither } from 'fp-ts/lib/TaskEither.js';
import * as TE from 'fp-ts/lib/TaskEither.js';
import type * as t from 'io-ts';
import sqlite from 'node-sqlite3-wasm';
import { own } from './owner-file.js';
import { schema, schemaVersion } from './schema.js';

type Value = string | number | null;

/** A row that contradicts the schema. */
export class UnexpectedRow extends Error {
  override readonly name = 'UnexpectedRow';
}

/** The failures of a transaction. */
type WriteFailure = StoreFailure | Unstorable | OutcomeUnknown;

export interface SqliteFile {
  /** Runs a query and decodes its rows. Throws. */
  readonly rows: <A>(row: t.Type<A, unknown, unknown>, sql: string, values?: ReadonlyArray<Value>) => ReadonlyArray<A>;
  /** Runs a statement and returns the number of changed rows. Throws. */
  readonly run: (sql: string, values?: ReadonlyArray<Value>) => number;
  /** Runs `work` synchronously while no other process writes, so that all of its reads see one snapshot. */
  readonly read: <A>(work: () => A) => TaskEither<StoreFailure, A>;
  /**
   * Runs `work` as one transaction, which is on disk when the task succeeds. It is rolled back if `work` returns Left
   * or throws.
   */
  readonly write: <L, A>(work: () => E.Either<L, A>) => TaskEither<L | WriteFailure, A>;
  /** A transaction that may be repeated, so the outcome of its commit need not be known. */
  readonly update: <A>(work: () => A) => TaskEither<StoreFailure, A>;
  readonly close: () => void;
}

/** Opens the file; creates it if it is missing. Throws. */
export const openSqliteFile = (name: string): SqliteFile => {
  const file = resolve(name);
  const disown = own(file);
  const db = opened(file, disown);

  const failureOf = (error: unknown): StoreFailure | Unstorable => {
    if (error instanceof UnexpectedRow) return storeMisconfigured(error.message);
    // An error that is not the database's is a defect: the task rejects.
    if (!(error instanceof sqlite.SQLite3Error)) throw error;
    if (/too big/.test(error.message)) return unstorable(error.message);
    return /no such|not a database|malformed|readonly|constraint/.test(error.message)
      ? storeMisconfigured(error.message)
      : storeUnavailable(error.message);
  };

  const transaction = <L, A>(work: () => E.Either<L, A>): E.Either<L | WriteFailure, A> => {
    let isCommitting = false;
    try {
      db.exec('begin immediate');
      const outcome = work();
      isCommitting = E.isRight(outcome);
      db.exec(isCommitting ? 'commit' : 'rollback');
      return outcome;
    } catch (error) {
      if (db.isOpen && db.inTransaction) db.exec('rollback');
      const failure = failureOf(error);
      return E.left(isCommitting ? outcomeUnknown(failure.detail) : failure);
    }
  };

  const write: SqliteFile['write'] = (work) => async () => transaction(work);

  return {
    rows: (row, sql, values = []) => db.all(sql, [...values]).map(decoded(row)),
    run: (sql, values = []) => db.run(sql, [...values]).changes,
    read: (work) => async () => {
      try {
        return E.right(work());
      } catch (error) {
        return E.left(asStoreFailure(failureOf(error)));
      }
    },
    write,
    update: (work) => TE.mapLeft(asStoreFailure)(write(() => E.right(work()))),
    close: () => {
      if (!db.isOpen) return;
      db.close();
      disown();
    },
  };
};

const asStoreFailure = (failure: WriteFailure): StoreFailure =>
  failure._tag === 'StoreMisconfigured' ? failure : storeUnavailable(failure.detail);

const opened = (file: string, disown: () => void): sqlite.Database => {
  try {
    const db = new sqlite.Database(file);
    // The journal is truncated, not deleted: a deletion is durable only after a sync of the folder.
    db.exec('pragma journal_mode = truncate; pragma synchronous = full; pragma foreign_keys = on');
    const version = Number(db.get('pragma user_version')?.['user_version']);
    if (version === 0) db.exec(`begin immediate; ${schema} pragma user_version = ${schemaVersion}; commit`);
    else if (version !== schemaVersion)
      throw new Error(`${file} has tables of version ${version}, not ${schemaVersion}`);
    return db;
  } catch (error) {
    disown();
    throw error;
  }
};

const decoded =
  <A>(codec: t.Type<A, unknown, unknown>) =>
  (row: unknown): A => {
    const result = codec.decode(row);
    if (E.isRight(result)) return result.right;
    const columns = result.left.map(({ context }) => context.map(({ key }) => key).join('.'));
    throw new UnexpectedRow(`a row has what cannot be read in ${columns.join(', ')}`);
  };
