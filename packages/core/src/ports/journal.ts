import type { TaskEither } from 'fp-ts/lib/TaskEither.js';
import type { Instant } from '../domain/codecs.js';
import type { StoreFailure } from '../domain/failure.js';
import type { TransactionRef } from '../domain/version-ref.js';
import type { OutboundMessage } from './outbox.js';

/** Selects transactions, and the topic of their messages. A member that is null does not restrict the selection. */
export interface JournalSelection {
  readonly topic: string;
  /** Selects transactions that occurred at this time or later. */
  readonly from: Instant | null;
  /** Selects transactions that occurred before this time. */
  readonly to: Instant | null;
  readonly refId: string | null;
  /** Whether to include messages that an operator has discarded on that topic. */
  readonly withDiscarded: boolean;
}

/** A page of the journal. */
export interface JournalPage {
  readonly messages: ReadonlyArray<OutboundMessage>;
  /** The number of selected messages on all pages. */
  readonly total: number;
}

/** A transaction that the journal does not have. */
export interface Contradiction {
  readonly unknown: TransactionRef;
  /** The journal's transaction of this version; null if it has none. */
  readonly instead: OutboundMessage | null;
}

/** All committed Business Transactions with their messages, which are never deleted. Read only. Every call may be retried. */
export interface Journal {
  /**
   * Passes the messages selected at the time of the call to `take`, page by page in order of occurredAt and so, for each customer, in
   * order of version. Stops at the first failure. Excludes messages that are in the topic's outbox or parked, because the relay
   * publishes them. Returns the number of messages.
   */
  readonly read: <E>(
    selection: JournalSelection,
    take: (page: JournalPage) => TaskEither<E, void>,
  ) => TaskEither<StoreFailure | E, number>;
  /**
   * Returns the given transactions that the journal does not have, each with the journal's transaction of that version, in any order.
   * Messages in the outbox and parked ones are in the journal too. `topic` is the topic of the returned messages.
   */
  readonly contradictions: (
    transactions: ReadonlyArray<TransactionRef>,
    topic: string,
  ) => TaskEither<StoreFailure, ReadonlyArray<Contradiction>>;
}
