import type { TaskEither } from 'fp-ts/lib/TaskEither.js';
import type { Instant } from '../domain/codecs.js';
import type { StoreFailure } from '../domain/failure.js';
import type { TransactionRef } from '../domain/version-ref.js';
import type { OutboundMessage } from './outbox.js';

/** Which transactions, as messages for which topic. Null: no such limit. */
export interface JournalSelection {
  readonly topic: string;
  /** The first moment. */
  readonly from: Instant | null;
  /** The moment before which all of them occurred. */
  readonly to: Instant | null;
  readonly refId: string | null;
  /** Whether what an operator has discarded on that topic is among them. */
  readonly withDiscarded: boolean;
}

export interface JournalPage {
  readonly messages: ReadonlyArray<OutboundMessage>;
  /** How many are selected in all. */
  readonly total: number;
}

/** A transaction that is not in the journal. */
export interface Contradiction {
  readonly unknown: TransactionRef;
  /** What the journal has for this version instead; null: nothing. */
  readonly instead: OutboundMessage | null;
}

export interface Journal {
  /**
   * Hands what is selected at the moment of the call to `take`, page by page in order of occurredAt, so each customer's
   * in order of version; ends at the first failure. Left out is what waits in the outbox for that topic, or is parked:
   * the relay will publish it. Answers how many there were.
   */
  readonly read: <E>(
    selection: JournalSelection,
    take: (page: JournalPage) => TaskEither<E, void>,
  ) => TaskEither<StoreFailure | E, number>;
  /**
   * Which of these transactions the journal does not have, each with what it has instead; in any order. What waits in the
   * outbox, or is parked, is in the journal too. `topic` is the one that the messages name.
   */
  readonly contradictions: (
    transactions: ReadonlyArray<TransactionRef>,
    topic: string,
  ) => TaskEither<StoreFailure, ReadonlyArray<Contradiction>>;
}
