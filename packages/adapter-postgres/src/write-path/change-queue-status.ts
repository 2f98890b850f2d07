import { isAnswered, type PendingChange } from './pending-change.js';

/** What a queue of changes does at this moment. */
export interface ChangeQueueStatus {
  /** Changes that wait: for their batch, or for a customer that others have locked. */
  readonly queued: number;
  /** How long the oldest of them has waited, in milliseconds; 0 where none waits. */
  readonly oldestAgeMs: number;
  /** Changes in the batches that run. */
  readonly inFlight: number;
  /** Changes that were refused for want of capacity, since the start. */
  readonly refused: number;
}

export const statusOf = (
  waiting: ReadonlyArray<PendingChange>,
  batches: ReadonlySet<ReadonlyArray<PendingChange>>,
  refused: number,
): ChangeQueueStatus => {
  const unanswered = waiting.filter((pending) => !isAnswered(pending));
  const now = performance.now();
  return {
    queued: unanswered.length,
    oldestAgeMs: Math.max(0, ...unanswered.map(({ since }) => now - since)),
    inFlight: [...batches].reduce((sum, batch) => sum + batch.length, 0),
    refused,
  };
};
