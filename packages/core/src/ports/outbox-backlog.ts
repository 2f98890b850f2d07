import type { TaskEither } from 'fp-ts/lib/TaskEither.js';
import type { StoreFailure } from '../domain/failure.js';

/** How much waits in the outbox; parked messages do not wait. All of it reads only, as of the moment of the call. */
export interface OutboxBacklog {
  /** The topics for which anything waits, in any order; a look-up for each, however much waits. */
  readonly topics: TaskEither<StoreFailure, ReadonlyArray<string>>;
  /** How many entries wait, counted no further than `limit`. */
  readonly size: (limit: number) => TaskEither<StoreFailure, number>;
  /** How many entries wait for each topic that has any, by the topics' names; it reads them all. */
  readonly sizes: TaskEither<StoreFailure, ReadonlyArray<{ readonly topic: string; readonly size: number }>>;
}
