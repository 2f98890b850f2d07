import type { OutboxBacklog, StoreFailure } from '@casm/core';
import { pipe } from 'fp-ts/lib/function.js';
import * as TE from 'fp-ts/lib/TaskEither.js';

/** The limit of the outbox. `startUpkeep` measures the outbox against it. */
export interface OutboxCeiling {
  /** The most messages that may be in the outbox. */
  readonly ceiling: number;
  /** True if the outbox was full at the last measurement; false before the first. Pass it to `withPublicationCeiling`. */
  readonly isFull: () => boolean;
  readonly measure: TE.TaskEither<StoreFailure, void>;
}

export const outboxCeiling = (backlog: Pick<OutboxBacklog, 'size'>, ceiling: number): OutboxCeiling => {
  let full = false;
  return {
    ceiling,
    isFull: () => full,
    measure: pipe(
      backlog.size(ceiling),
      TE.map((size) => {
        full = size >= ceiling;
      }),
    ),
  };
};
