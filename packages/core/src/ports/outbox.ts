import type { TaskEither } from 'fp-ts/lib/TaskEither.js';
import type { StoreFailure } from '../domain/failure.js';
import type { Subject } from '../domain/subject.js';
import type { Shard } from './shard-leases.js';

/** A Business Transaction on its way to one topic. The refId of its subject is its key: Kafka keeps the order of one customer's messages. */
export interface OutboundMessage extends Subject {
  readonly topic: string;
  readonly transactionId: string;
  readonly operation: string;
  /** ISO 8601, the transaction's. */
  readonly occurredAt: string;
  readonly traceparent: string | null;
  /** ISO 8601: when a replay began that publishes it again; null: it is published for the first time. */
  readonly replayedAt: string | null;
  /** The transaction as JSON, as it was answered. */
  readonly body: string;
}

/** An unpublished message and its place: one customer's positions grow with its versions. */
export interface OutboxEntry {
  readonly position: string;
  readonly message: OutboundMessage;
  /** An earlier message of this customer is parked on this topic: this one must not go before it. */
  readonly behindParked: boolean;
}

/**
 * What is committed and yet to be published. Whoever holds the lease of a shard (`ShardLeases`) is the only one to use
 * its entries. After a failure a call may have taken effect or not; each of them can be repeated as it is.
 */
export interface Outbox {
  /**
   * At most `limit` of the oldest entries of these shards on this topic in order of position, `besides` left out. No entry
   * of a customer is passed over for a later one, and what commits late is found by the next call. Reads only.
   */
  readonly pending: (
    shards: ReadonlyArray<Shard>,
    topic: string,
    limit: number,
    besides?: ReadonlyArray<string>,
  ) => TaskEither<StoreFailure, ReadonlyArray<OutboxEntry>>;
  /** Forgets published entries of this topic, durably. Positions that are gone, or another topic's, are passed over. */
  readonly remove: (topic: string, positions: ReadonlyArray<string>) => TaskEither<StoreFailure, void>;
  /**
   * Moves entries of this topic to the parked messages, durably: for an error of their own, or (null) because an earlier
   * one of their customer is parked on this topic. Of the latter only those for which that still holds are moved.
   */
  readonly park: (
    topic: string,
    positions: ReadonlyArray<string>,
    error: string | null,
  ) => TaskEither<StoreFailure, void>;
}
