import type { TaskEither } from 'fp-ts/lib/TaskEither.js';
import type { Failure } from '../domain/failure.js';

/** A partition of a topic as read by one consumer group. `cluster` is the configured name of the cluster. */
export interface Partition {
  readonly cluster: string;
  readonly group: string;
  readonly topic: string;
  readonly partition: number;
}

/** One message as received. */
export interface Delivery {
  readonly partition: Partition;
  readonly offset: number;
  readonly key: string | null;
  readonly body: string | null;
  /** The W3C traceparent of its header; null or absent if it has none. */
  readonly traceparent?: string | null;
}

/** The next offset to read. A partition without a position is read from its earliest message. */
export interface Position {
  readonly partition: Partition;
  readonly next: number;
}

/**
 * The fingerprint of a received record. It identifies the topic: a topic that was deleted and recreated under the same name has
 * another record at that offset, or none.
 */
export interface Mark {
  readonly partition: Partition;
  readonly offset: number;
  /** Identifies the record. */
  readonly fingerprint: string;
}

/** The position to resume at, and the latest mark. */
export interface Claimed extends Position {
  /** Null if no mark is stored yet. */
  readonly mark: Mark | null;
}

/** Another subscriber has claimed these partitions. Their messages that are being processed must not be applied. */
export interface PartitionsLost {
  readonly _tag: 'PartitionsLost';
  readonly partitions: ReadonlyArray<Partition>;
}

/** A subscriber, which stores its positions together with the results of the messages. */
export interface Subscriber {
  /**
   * Called when partitions are assigned, which from then on belong to this subscriber. Returns the position of each partition that
   * was read before. On a failure nothing is read, and it is called again after a pause.
   */
  readonly claim: (partitions: ReadonlyArray<Partition>) => TaskEither<Failure, ReadonlyArray<Claimed>>;
  /**
   * Processes a batch, in which the messages of each partition are in offset order. On success the messages need not be delivered
   * again. On a failure none of the batch was applied.
   */
  readonly receive: (deliveries: ReadonlyArray<Delivery>) => TaskEither<Failure | PartitionsLost, void>;
  /** Replaces the marks of these partitions, durably. It ignores partitions that another subscriber has claimed. */
  readonly mark: (marks: ReadonlyArray<Mark>) => TaskEither<Failure, void>;
  /**
   * Called when the topic was recreated. Deletes the positions and marks of these partitions, durably, so that they are read from the
   * beginning. It ignores partitions that another subscriber has claimed.
   */
  readonly startOver: (partitions: ReadonlyArray<Partition>) => TaskEither<Failure, void>;
}

/** A member of a consumer group of one topic. The members share the partitions; a partition has one reader at a time. */
export interface BusinessTransactionSubscription {
  /**
   * Starts delivery at the stored positions, one batch at a time and at least once: duplicates are possible after a failure and after
   * a rebalance. When `receive` fails or throws, it claims its partitions again after a pause.
   *
   * A partition whose mark is no longer on the topic starts over, because the topic was recreated. This is checked when partitions
   * are assigned and, while they are read, every few seconds.
   *
   * Resolves when the first partitions are assigned and claimed; there may be none if the group has more members than partitions.
   * Rejects if it is closed while it waits for the topic. `onError` is called with errors from which it recovers by itself.
   */
  readonly start: (subscriber: Subscriber, onError: (detail: string) => void) => Promise<void>;
  /** The cause of its wait, worded to complete "it waits for …"; null while partitions are assigned and read. */
  readonly waitsFor: () => string | null;
  /**
   * Finishes the current batch, then leaves the group, whose other members take over. Rejects if that takes too long; the others then take
   * over when the group misses this member. A second call does nothing.
   */
  readonly close: () => Promise<void>;
}
