import type { TaskEither } from 'fp-ts/lib/TaskEither.js';
import type { Failure } from '../domain/failure.js';

/** Where a group of subscribers reads: a partition of a topic, in a cluster of a configured name. */
export interface Partition {
  readonly cluster: string;
  readonly group: string;
  readonly topic: string;
  readonly partition: number;
}

/** One message as it came. */
export interface Delivery {
  readonly partition: Partition;
  readonly offset: number;
  readonly key: string | null;
  readonly body: string | null;
}

/** The next offset to read; no position: start at the earliest message. */
export interface Position {
  readonly partition: Partition;
  readonly next: number;
}

/**
 * A record that has been received, by which its topic is known again: a topic that was deleted and made anew under the same
 * name has another record there, or none.
 */
export interface Mark {
  readonly partition: Partition;
  readonly offset: number;
  /** Tells the record from every other. */
  readonly fingerprint: string;
}

/** Where to go on, and the latest mark. */
export interface Claimed extends Position {
  /** Null: none has been kept yet. */
  readonly mark: Mark | null;
}

/** Another subscriber has claimed these partitions since: what is in hand of them is no longer ours to take. */
export interface PartitionsLost {
  readonly _tag: 'PartitionsLost';
  readonly partitions: ReadonlyArray<Partition>;
}

/** The subscriber's side: it keeps its own positions, together with what it makes of the messages. */
export interface Subscriber {
  /**
   * Called when partitions are assigned: they are this subscriber's from now on. Answers where to start in each that it
   * has read before. Failure: nothing is read; it is called again after a pause.
   */
  readonly claim: (partitions: ReadonlyArray<Partition>) => TaskEither<Failure, ReadonlyArray<Claimed>>;
  /**
   * Takes a batch, each partition's messages in offset order. Success: they need not be delivered again. Failure: none of
   * the batch was taken.
   */
  readonly receive: (deliveries: ReadonlyArray<Delivery>) => TaskEither<Failure | PartitionsLost, void>;
  /** Keeps these marks, durably, in place of the earlier ones; nothing for a partition that another has claimed since. */
  readonly mark: (marks: ReadonlyArray<Mark>) => TaskEither<Failure, void>;
  /**
   * The topic was made anew: gives up, durably, the positions and marks in these partitions, so that they are read from the
   * beginning; nothing for a partition that another has claimed since.
   */
  readonly startOver: (partitions: ReadonlyArray<Partition>) => TaskEither<Failure, void>;
}

/** A member of a group that reads one topic. The members share its partitions; a partition has one reader at a time. */
export interface BusinessTransactionSubscription {
  /**
   * Starts delivering where the positions say, one batch at a time, at least once: duplicates are possible after a failure
   * and after a rebalance. When `receive` fails or throws, it claims anew, after a pause, what it still is to read.
   *
   * A partition whose mark is not found on the topic any more starts over: the topic was made anew. This is looked at when
   * partitions are assigned and, while they are read, every few seconds.
   *
   * Resolves when the first partitions are assigned and claimed, none of them where the group has more members than
   * partitions. Rejects if it is closed while it waits for the topic. `onError` hears of trouble that it overcomes by itself.
   */
  readonly start: (subscriber: Subscriber, onError: (detail: string) => void) => Promise<void>;
  /** What it waits for, in words that end the sentence "it waits for …"; null: nothing, partitions are assigned and read. */
  readonly waitsFor: () => string | null;
  /** Lets the batch in hand finish, then leaves: the other members take over. A second call does nothing. */
  readonly close: () => Promise<void>;
}
