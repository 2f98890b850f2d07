import type { TaskEither } from 'fp-ts/lib/TaskEither.js';
import type { Instant } from '../domain/codecs.js';
import type { StoreUnavailable } from '../domain/failure.js';
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

export interface Journal {
  /**
   * Hands what is selected at the moment of the call to `take`, page by page in order of occurredAt, so each customer's
   * in order of version; ends at the first failure. Left out is what waits in the outbox for that topic, or is parked:
   * the relay will publish it. Answers how many there were.
   */
  readonly read: <E>(
    selection: JournalSelection,
    take: (page: JournalPage) => TaskEither<E, void>,
  ) => TaskEither<StoreUnavailable | E, number>;
}
