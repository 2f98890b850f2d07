import type { Instant, OutboxBacklog, ParkedMessages, ReadFailure, TopicSize } from '@casm/core';
import type { Log, Service } from '@casm/services';
import type * as E from 'fp-ts/lib/Either.js';
import type { TaskEither } from 'fp-ts/lib/TaskEither.js';
import { countedInBackground } from './asked.js';

/** What is known of the outbox. Each part is known or unknown by itself. */
export interface OutboxCounts<A extends TopicSize = TopicSize> {
  readonly unpublished: () => E.Either<ReadFailure, ReadonlyArray<A>>;
  readonly parked: () => E.Either<ReadFailure, ReadonlyArray<TopicSize>>;
  /** When the oldest of what is unpublished occurred; null: nothing is. */
  readonly oldestAt: () => E.Either<ReadFailure, Instant | null>;
}

/** The outbox, asked in the background. */
export interface WatchedOutbox<A extends TopicSize> extends Service {
  readonly counts: OutboxCounts<A>;
  /** Resolves with the first answers, or when they are late. */
  readonly first: Promise<void>;
}

interface Asked<A extends TopicSize> {
  readonly unpublished: TaskEither<ReadFailure, ReadonlyArray<A>>;
  readonly parked: Pick<ParkedMessages, 'sizes'>;
  readonly backlog: Pick<OutboxBacklog, 'oldestAt'>;
}

/** Asks for each part by itself: a count reads every row of a long outbox, the oldest message is one probe of an index for each topic. */
export const watchedOutbox = <A extends TopicSize>(
  { unpublished, parked, backlog }: Asked<A>,
  log: Log,
): WatchedOutbox<A> => {
  const counted = countedInBackground('the unpublished messages', unpublished, log);
  const setAside = countedInBackground('the parked messages', parked.sizes, log);
  const oldest = countedInBackground('the oldest unpublished message', backlog.oldestAt, log);
  const all = [counted, setAside, oldest];
  return {
    counts: { unpublished: counted.latest, parked: setAside.latest, oldestAt: oldest.latest },
    first: Promise.all(all.map(({ first }) => first)).then(() => undefined),
    stop: async () => {
      await Promise.all(all.map(({ stop }) => stop()));
    },
  };
};
