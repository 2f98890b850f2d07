import type { TaskEither } from 'fp-ts/lib/TaskEither.js';
import type { StoreUnavailable } from '../domain/failure.js';

/** A Business Transaction on its way to one topic. */
export interface OutboundMessage {
  /** The message's key: Kafka keeps the order of one customer's messages. */
  readonly refId: string;
  readonly version: number;
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
}

/** One of a fixed number of groups of customers; whoever holds its lease is the only one to publish for it. */
export type Shard = number;

export interface Outbox {
  /**
   * Takes every shard that is free or whose lease ran out, renews those that `holder` has, for `ttl` milliseconds from
   * now on the store's clock, and answers with all that `holder` has now. A holder that dies loses its shards when the
   * lease runs out.
   */
  readonly lease: (holder: string, ttl: number) => TaskEither<StoreUnavailable, ReadonlyArray<Shard>>;
  /** Gives all shards of `holder` back at once. */
  readonly release: (holder: string) => TaskEither<StoreUnavailable, void>;
  /** The oldest unpublished entries of these shards in order of position: nothing of a customer is passed over. */
  readonly pending: (
    shards: ReadonlyArray<Shard>,
    limit: number,
  ) => TaskEither<StoreUnavailable, ReadonlyArray<OutboxEntry>>;
  /** Forgets published entries, durably; those already gone are passed over. */
  readonly remove: (positions: ReadonlyArray<string>) => TaskEither<StoreUnavailable, void>;
  /** How many entries are unpublished, counted no further than `limit`. */
  readonly size: (limit: number) => TaskEither<StoreUnavailable, number>;
}
