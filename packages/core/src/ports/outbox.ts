import type { TaskEither } from 'fp-ts/lib/TaskEither.js';
import type { StoreUnavailable } from '../domain/failure.js';
import type { Subject } from '../domain/subject.js';
import type { VersionRef } from '../domain/version-ref.js';

/** A Business Transaction on its way to one topic. The refId of its subject is its key: Kafka keeps the order of one customer's messages. */
export interface OutboundMessage extends Subject {
  readonly topic: string;
  readonly transactionId: string;
  readonly operation: string;
  /** ISO 8601, the transaction's. */
  readonly occurredAt: string;
  readonly traceparent: string | null;
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

/** One of a fixed number of groups of customers; whoever holds its lease is the only one to publish for it. */
export type Shard = number;

export interface Outbox {
  /**
   * Takes every shard that is free or whose lease ran out, renews those that `holder` has, for `ttl` milliseconds from
   * now on the store's clock, and answers with all that `holder` has now. A holder that dies loses its shards when the
   * lease runs out. Calls for one holder must not overlap.
   */
  readonly lease: (holder: string, ttl: number) => TaskEither<StoreUnavailable, ReadonlyArray<Shard>>;
  /** Gives all shards of `holder` back at once. */
  readonly release: (holder: string) => TaskEither<StoreUnavailable, void>;
  /**
   * The oldest unpublished entries of these shards on this topic in order of position, those `besides` excepted: nothing else
   * of a customer is passed over.
   */
  readonly pending: (
    shards: ReadonlyArray<Shard>,
    topic: string,
    limit: number,
    besides?: ReadonlyArray<string>,
  ) => TaskEither<StoreUnavailable, ReadonlyArray<OutboxEntry>>;
  /** Forgets published entries, durably; those already gone are passed over. */
  readonly remove: (topic: string, positions: ReadonlyArray<string>) => TaskEither<StoreUnavailable, void>;
  /**
   * Takes entries out of the queue, durably: for an error of their own, or (null) because an earlier one of their
   * customer is parked on this topic; of the latter only those for which that is still so.
   */
  readonly park: (
    topic: string,
    positions: ReadonlyArray<string>,
    error: string | null,
  ) => TaskEither<StoreUnavailable, void>;
  /** The topics on which anything is unpublished. */
  readonly topics: TaskEither<StoreUnavailable, ReadonlyArray<string>>;
  /** How many entries are unpublished, counted no further than `limit`. */
  readonly size: (limit: number) => TaskEither<StoreUnavailable, number>;
  /** How many entries are unpublished on each topic that has any, by the topics' names; it reads them all. */
  readonly sizes: TaskEither<StoreUnavailable, ReadonlyArray<{ readonly topic: string; readonly size: number }>>;
}

/** What an operator does about parked messages. */
export interface ParkedMessages {
  /** All of them, in order of position. */
  readonly list: TaskEither<StoreUnavailable, ReadonlyArray<ParkedMessage>>;
  /** Puts them back in their places, those of one customer and of one topic where these are given. Answers how many. */
  readonly retry: (of: {
    readonly refId: string | null;
    readonly topic: string | null;
  }) => TaskEither<StoreUnavailable, number>;
  /**
   * Gives one of them up for good, and puts back what waits behind it: the topic lacks that version from then on, after
   * a replay too. Answers whether it was parked.
   */
  readonly discard: (message: VersionRef & { readonly topic: string }) => TaskEither<StoreUnavailable, boolean>;
}
