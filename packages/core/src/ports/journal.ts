import type { TaskEither } from 'fp-ts/lib/TaskEither.js';
import type { StoreUnavailable } from '../domain/failure.js';
import type { OutboundMessage } from './outbox.js';

/** Names one change of one customer. */
export interface VersionRef {
  readonly refId: string;
  readonly version: number;
}

export interface Journal {
  /**
   * The journaled transactions after `after` in order of (refId, version), at most `limit`, as messages for `topic`;
   * those that are still in the outbox for that topic are left out, since the relay will publish them.
   */
  readonly published: (
    topic: string,
    after: VersionRef | null,
    limit: number,
  ) => TaskEither<StoreUnavailable, ReadonlyArray<OutboundMessage>>;
}
