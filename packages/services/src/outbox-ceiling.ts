import type { OutboxBacklog, StoreFailure } from '@casm/core';
import { pipe } from 'fp-ts/lib/function.js';
import * as TE from 'fp-ts/lib/TaskEither.js';

/** Whether as much waits in the outbox as may; `startUpkeep` measures it. */
export interface OutboxCeiling {
  /** Most messages that may wait. */
  readonly ceiling: number;
  /** As it was when it was last measured; before that it is not. Give it to `withPublicationCeiling`. */
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
