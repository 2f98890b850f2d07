import type { TaskEither } from 'fp-ts/lib/TaskEither.js';
import type { Instant } from '../domain/codecs.js';
import type { StoreFailure } from '../domain/failure.js';

/** The number of messages of one topic. */
export interface TopicSize {
  readonly topic: string;
  readonly size: number;
}

/** The size of the outbox at the time of the call, without parked messages. Read only. */
export interface OutboxBacklog {
  /** The topics that have entries, in any order. Costs one lookup per topic, independent of the number of entries. */
  readonly topics: TaskEither<StoreFailure, ReadonlyArray<string>>;
  /** The number of entries, counted up to `limit`. */
  readonly size: (limit: number) => TaskEither<StoreFailure, number>;
  /** The number of entries of each topic that has any, in order of topic name. Reads all entries. */
  readonly sizes: TaskEither<StoreFailure, ReadonlyArray<TopicSize>>;
  /** When the oldest of what waits occurred; null: nothing waits. A look-up for each topic, however much waits. */
  readonly oldestAt: TaskEither<StoreFailure, Instant | null>;
}
