import type { TaskEither } from 'fp-ts/lib/TaskEither.js';
import type { Instant } from '../domain/codecs.js';
import type { ReadFailure } from '../domain/failure.js';

/** A cursor in the log: the place after the transaction with this time, customer and version. */
export interface LogCursor {
  readonly occurredAt: Instant;
  readonly refId: string;
  readonly version: number;
}

/** Selects transactions. A member that is null does not restrict the selection. */
export interface LogSelection {
  readonly refId: string | null;
  readonly operation: string | null;
  readonly after: LogCursor | null;
  /** The most transactions of the page. */
  readonly limit: number;
}

/** A page of the log. */
export interface LogPage {
  /** The transactions as JSON: the bytes that were answered and published. */
  readonly bodies: ReadonlyArray<string>;
  /** The cursor to continue from; the given cursor if nothing was found. Null only for an empty log. */
  readonly next: LogCursor | null;
  /** False if the page reaches the end of the settled part of the log. Later calls may return more. */
  readonly more: boolean;
}

/** The committed transactions, for readers without access to the streaming platform. Read only. Every call may be retried. */
export interface TransactionLog {
  /**
   * Lists in order of occurredAt, refId and version; for one customer, in order of version. A list of all customers ends some seconds
   * before now, at a time before which nothing more can be committed, so a reader that continues from `next` misses nothing. A page
   * may have fewer than `limit` entries although there are more.
   */
  readonly list: (selection: LogSelection) => TaskEither<ReadFailure, LogPage>;
}
