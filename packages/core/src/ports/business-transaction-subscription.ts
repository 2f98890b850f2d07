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

/** Another subscriber has claimed these partitions since: what is in hand of them is no longer ours to take. */
export interface PartitionsLost {
  readonly _tag: 'PartitionsLost';
  readonly partitions: ReadonlyArray<Partition>;
}

/** The subscriber's side: it keeps its own positions, together with what it makes of the messages. */
export interface Subscriber {
  /** Called when partitions are assigned: they are this subscriber's from now on. Answers where to start in each. */
  readonly claim: (partitions: ReadonlyArray<Partition>) => TaskEither<Failure, ReadonlyArray<Position>>;
  /** Takes a batch, each partition's messages in offset order. Success: never deliver them again. */
  readonly receive: (deliveries: ReadonlyArray<Delivery>) => TaskEither<Failure | PartitionsLost, void>;
}

export interface BusinessTransactionSubscription {
  /**
   * Starts delivering, one batch at a time. When `receive` fails or throws it claims anew, after a pause, what it still is
   * to read, and goes on where the positions say. At least once: duplicates are possible after a rebalance. Resolves when the first partitions are assigned and read, rejects if it
   * is closed while it waits for the topic; `onError` hears of trouble that it overcomes by itself.
   */
  readonly start: (subscriber: Subscriber, onError: (detail: string) => void) => Promise<void>;
  /** True while partitions are assigned and read. */
  readonly isReading: () => boolean;
  /** Lets the batch in hand finish, then leaves. */
  readonly close: () => Promise<void>;
}
