import type { TaskEither } from 'fp-ts/lib/TaskEither.js';
import type { Instant } from '../domain/codecs.js';
import type { ReadFailure } from '../domain/failure.js';

/** A place in the log: behind the transaction of this moment, customer and version. */
export interface LogCursor {
  readonly occurredAt: Instant;
  readonly refId: string;
  readonly version: number;
}

/** Which transactions; null: no such limit. */
export interface LogSelection {
  readonly refId: string | null;
  readonly operation: string | null;
  readonly after: LogCursor | null;
  readonly limit: number;
}

export interface LogPage {
  /** Each as JSON: the bytes that were answered and published. */
  readonly bodies: ReadonlyArray<string>;
  /** Where to go on; the same place as before where nothing was found yet. Null only for an empty log. */
  readonly next: LogCursor | null;
  /** False: the end of what is settled was reached; ask again later. */
  readonly more: boolean;
}

/** What was committed, for those who do not read the streaming platform. Read only. A failure may pass: retry. */
export interface TransactionLog {
  /**
   * In order of occurredAt, refId and version; those of one customer in order of version. Over all customers it ends some
   * seconds before now: by then nothing earlier can be committed any more, so a reader that goes on from `next` misses
   * nothing. A page may have fewer than `limit` entries although there are more.
   */
  readonly list: (selection: LogSelection) => TaskEither<ReadFailure, LogPage>;
}
