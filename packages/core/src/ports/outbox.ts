import type { TaskEither } from 'fp-ts/lib/TaskEither.js';
import type { StoreFailure } from '../domain/failure.js';
import type { Subject } from '../domain/subject.js';
import type { Shard } from './shard-leases.js';

/** A Business Transaction for one topic. The refId of its subject is the message key, so Kafka keeps the order for each customer. */
export interface OutboundMessage extends Subject {
  readonly topic: string;
  readonly transactionId: string;
  readonly operation: string;
  /** The transaction's occurredAt, ISO 8601. */
  readonly occurredAt: string;
  readonly traceparent: string | null;
  /** The start of the replay that publishes it again, ISO 8601; null if it is not a replay. */
  readonly replayedAt: string | null;
  /** The transaction as JSON: the bytes of the answer. */
  readonly body: string;
}

/** An unpublished message and its position. The positions of one customer grow with its versions. */
export interface OutboxEntry {
  readonly position: string;
  readonly message: OutboundMessage;
  /** True if an earlier message of this customer is parked on this topic, so that this one must not be published. */
  readonly behindParked: boolean;
}

/**
 * The committed messages that are not published yet. Only the holder of a shard's lease (`ShardLeases`) uses its entries. After a
 * failure it is unknown whether a call took effect; every call may be retried unchanged.
 */
export interface Outbox {
  /**
   * At most `limit` of the oldest entries of these shards on this topic in order of position, without the positions in `besides`. No
   * entry of a customer is skipped in favour of a later one. The next call finds entries that commit late. Read only.
   */
  readonly pending: (
    shards: ReadonlyArray<Shard>,
    topic: string,
    limit: number,
    besides?: ReadonlyArray<string>,
  ) => TaskEither<StoreFailure, ReadonlyArray<OutboxEntry>>;
  /** Deletes published entries of this topic, durably. Ignores positions that do not exist or belong to another topic. */
  readonly remove: (topic: string, positions: ReadonlyArray<string>) => TaskEither<StoreFailure, void>;
  /**
   * Moves entries of this topic to the parked messages, durably. `error` is the entry's own error, or null if an earlier message of
   * its customer is parked on this topic. With null, only entries for which that is still true are moved.
   */
  readonly park: (
    topic: string,
    positions: ReadonlyArray<string>,
    error: string | null,
  ) => TaskEither<StoreFailure, void>;
}
