import { isAnswered, type PendingChange } from './pending-change.js';

/** The state of a change queue. */
export interface ChangeQueueStatus {
  /** Changes that wait for their batch or for a locked customer. */
  readonly queued: number;
  /** Wait of the oldest of them, in milliseconds; 0 if none waits. */
  readonly oldestAgeMs: number;
  /** Changes in running batches. */
  readonly inFlight: number;
  /** Changes refused for lack of capacity since the start. */
  readonly refused: number;
}

export const statusOf = (
  waiting: ReadonlyArray<PendingChange>,
  inFlight: number,
  refused: number,
): ChangeQueueStatus => {
  const unanswered = waiting.filter((pending) => !isAnswered(pending));
  const now = performance.now();
  return {
    queued: unanswered.length,
    oldestAgeMs: Math.max(0, ...unanswered.map(({ since }) => now - since)),
    inFlight,
    refused,
  };
};
