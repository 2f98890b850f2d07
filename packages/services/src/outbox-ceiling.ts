import type { OutboxBacklog, StoreFailure } from '@casm/core';
import { pipe } from 'fp-ts/lib/function.js';
import * as TE from 'fp-ts/lib/TaskEither.js';

/** The limit of the outbox. `startUpkeep` measures the outbox against it. */
export interface OutboxCeiling {
  /** The most messages that may be in the outbox. */
  readonly ceiling: number;
  /** True if the outbox was full at the last measurement; false before the first. Pass it to `withPublicationCeiling`. */
  readonly isFull: () => boolean;
  /** True if the outbox had reached the campaigns' part of the ceiling at the last measurement. */
  readonly isNearlyFull: () => boolean;
  /** Counts the messages in the outbox, up to the ceiling. `startUpkeep` calls it periodically. */
  readonly measure: TE.TaskEither<StoreFailure, void>;
}

/** The part of the ceiling that campaigns may fill. The rest is reserved for single changes. */
const nearlyFull = 0.8;

/** Returns a ceiling of this many messages, without a measurement yet. */
export const outboxCeiling = (backlog: Pick<OutboxBacklog, 'size'>, ceiling: number): OutboxCeiling => {
  let waiting = 0;
  return {
    ceiling,
    isFull: () => waiting >= ceiling,
    isNearlyFull: () => waiting >= nearlyFull * ceiling,
    measure: pipe(
      backlog.size(ceiling),
      TE.map((size) => {
        waiting = size;
      }),
    ),
  };
};
