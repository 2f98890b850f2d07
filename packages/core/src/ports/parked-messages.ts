import type { TaskEither } from 'fp-ts/lib/TaskEither.js';
import type { StoreFailure } from '../domain/failure.js';
import type { VersionRef } from '../domain/version-ref.js';

/** A message that was taken out of the queue until an operator decides. */
export interface ParkedMessage {
  readonly refId: string;
  readonly version: number;
  readonly topic: string;
  /** Why it cannot be published; null: nothing is wrong with it, it waits behind an earlier one. */
  readonly error: string | null;
  /** ISO 8601 */
  readonly parkedAt: string;
}

/**
 * What an operator does about parked messages, while relays go on. Parking and putting back exclude one another: no
 * message is parked behind one that is just being put back. After a failure a call may have taken effect or not;
 * look at the list, and repeat it.
 */
export interface ParkedMessages {
  /** All of them, in order of position. */
  readonly list: TaskEither<StoreFailure, ReadonlyArray<ParkedMessage>>;
  /**
   * Puts them back in their places in the outbox, durably: before all that came later. Those of one customer and of one
   * topic where these are given. Answers how many.
   */
  readonly retry: (of: {
    readonly refId: string | null;
    readonly topic: string | null;
  }) => TaskEither<StoreFailure, number>;
  /**
   * Gives one of them up for good, and puts back what only waits behind it: the topic lacks that version from then on,
   * after a replay too. Answers whether it was parked.
   */
  readonly discard: (message: VersionRef & { readonly topic: string }) => TaskEither<StoreFailure, boolean>;
}
