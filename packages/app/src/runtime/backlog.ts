import type { OutboxBacklog, StoreFailure } from '@casm/core';
import { pipe } from 'fp-ts/lib/function.js';
import * as TE from 'fp-ts/lib/TaskEither.js';

/** Whether the outbox has reached its ceiling. */
export interface Backlog {
  /** As it was when it was last measured; before that it is not. */
  readonly isFull: () => boolean;
  readonly measure: TE.TaskEither<StoreFailure, void>;
}

export const outboxBacklog = (backlog: Pick<OutboxBacklog, 'size'>, ceiling: number): Backlog => {
  let full = false;
  return {
    isFull: () => full,
    measure: pipe(
      backlog.size(ceiling),
      TE.map((size) => {
        full = size >= ceiling;
      }),
    ),
  };
};
