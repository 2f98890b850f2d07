import type { TaskEither } from 'fp-ts/lib/TaskEither.js';
import type { StoreFailure } from '../domain/failure.js';
import type { VersionRef } from '../domain/version-ref.js';
import type { TopicSize } from './outbox-backlog.js';

/** A message that was removed from the outbox until an operator decides about it. */
export interface ParkedMessage {
  readonly refId: string;
  readonly version: number;
  readonly topic: string;
  /** The reason that it cannot be published; null if it only waits behind an earlier message. */
  readonly error: string | null;
  /** ISO 8601 */
  readonly parkedAt: string;
}

/**
 * The operator's actions on parked messages, which may run while relays run. Parking and retrying exclude each other: no message is
 * parked behind one that is being put back. After a failure it is unknown whether a call took effect; read the list and retry.
 */
export interface ParkedMessages {
  /** The first `limit` parked messages, in order of position. */
  readonly list: (limit: number) => TaskEither<StoreFailure, ReadonlyArray<ParkedMessage>>;
  /** The number of parked messages of each topic that has any, in order of topic name. */
  readonly sizes: TaskEither<StoreFailure, ReadonlyArray<TopicSize>>;
  /**
   * Puts messages back at their positions in the outbox, durably, before all later ones. `refId` and `topic` restrict the selection if
   * they are not null. Returns the number of messages.
   */
  readonly retry: (of: {
    readonly refId: string | null;
    readonly topic: string | null;
  }) => TaskEither<StoreFailure, number>;
  /**
   * Discards one message permanently, and puts back the messages that only wait behind it. The topic never gets that version, not even
   * from a replay. Returns whether the message was parked.
   */
  readonly discard: (message: VersionRef & { readonly topic: string }) => TaskEither<StoreFailure, boolean>;
}
