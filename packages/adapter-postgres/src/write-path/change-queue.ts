import { storeUnavailable } from '@casm/core';
import * as E from 'fp-ts/lib/Either.js';
import { customerLines } from './customer-lines.js';
import { isByExternalId, isOver, type PendingChange } from './pending-change.js';
import { type BatchOutcome, toldBy } from './settle-batch.js';

export interface ChangeQueueOptions {
  readonly settleBatch: (batch: ReadonlyArray<PendingChange>) => Promise<BatchOutcome>;
  /** Resolves when nobody else holds the customer, or at the deadline. */
  readonly waitForLock: (refId: string, deadline: number) => Promise<void>;
  /** Most changes in one batch. */
  readonly maxBatch: number;
  /** Most changes that may wait; beyond it a caller is told at once. */
  readonly maxQueue: number;
  /** Most batches that run at once. */
  readonly batchesInFlight: number;
}

export interface ChangeQueue {
  readonly add: (pending: PendingChange) => void;
  /** Refuses what comes from now on; resolves when all that was accepted is settled. */
  readonly close: () => Promise<void>;
}

/** A query leaves in a microtask or a tick; this comes after all of those. */
const theNextIsSent = (): Promise<void> => new Promise(setImmediate);

/**
 * What queues up while batches run is the next batch: there is no timer, and a lone change never waits. A customer that is
 * in a running batch, or that somebody else holds, has a line: what arrives for it waits there, in order, and delays
 * nobody. Whom an external id names is known only once it is loaded: such a change runs beside no other batch. The next
 * batch is sent before the last one is answered: the server works on it while the answers are written.
 */
export const changeQueue = (options: ChangeQueueOptions): ChangeQueue => {
  const { settleBatch, waitForLock, maxBatch, maxQueue, batchesInFlight } = options;
  let queue: Array<PendingChange> = [];
  const lines = customerLines();
  const heldElsewhere = new Set<string>();
  /** Batches whose callers are yet to be told. */
  const serving = new Set<Promise<void>>();
  const waits = new Set<Promise<void>>();
  let inFlight = 0;
  let alone = false;
  let closed = false;

  const start = (): void => {
    while (queue.length > 0 && inFlight < batchesInFlight && !alone) {
      const batch = take();
      if (batch.length === 0) return;
      alone = batch.some(isByExternalId);
      inFlight += 1;
      const served: Promise<void> = serve(batch)
        .finally(() => {
          inFlight -= 1;
          alone = false;
          start();
        })
        .then(async (tell) => {
          await theNextIsSent();
          tell();
        })
        .finally(() => serving.delete(served));
      serving.add(served);
    }
  };

  /** The next batch, in order of arrival; its customers have lines from now on. */
  const take = (): ReadonlyArray<PendingChange> => {
    const batch: Array<PendingChange> = [];
    const mine = new Set<string>();
    let taken = 0;
    for (const pending of queue) {
      if (batch.length === maxBatch || (isByExternalId(pending) && inFlight > 0)) break;
      taken += 1;
      const { refId } = pending.request.customer;
      if (isOver(pending) || (refId !== undefined && !mine.has(refId) && lines.join(refId, [pending]))) continue;
      batch.push(pending);
      if (refId !== undefined) mine.add(refId);
    }
    queue = queue.slice(taken);
    mine.forEach((refId) => lines.open(refId));
    return batch;
  };

  /** Leaves nothing to be done but to tell what came of it. */
  const serve = async (batch: ReadonlyArray<PendingChange>): Promise<() => void> => {
    const { tell, again, held } = await settleBatch(batch).catch((defect: unknown) =>
      toldBy(() => batch.forEach(({ fail }) => fail(defect))),
    );
    const isHeld = new Set(held.map(({ refId }) => refId));
    const served = new Set(batch.flatMap(({ request }) => request.customer.refId ?? []));
    const free = [...served].filter((refId) => !isHeld.has(refId)).flatMap(lines.close);
    queue = [...again, ...free, ...queue];
    held.forEach(({ refId, waiting }) => waitAside(refId, waiting));
    return tell;
  };

  const waitAside = (refId: string, waiting: ReadonlyArray<PendingChange>): void => {
    if (heldElsewhere.has(refId)) {
      lines.join(refId, waiting);
      return;
    }
    heldElsewhere.add(refId);
    lines.open(refId, waiting);
    const comeBack = (): void => {
      heldElsewhere.delete(refId);
      queue = [...lines.close(refId), ...queue];
      waits.delete(wait);
      start();
    };
    // Whatever ended the wait, trying again tells.
    const wait = waitForLock(refId, Math.min(...waiting.map(({ request }) => request.deadline))).then(
      comeBack,
      comeBack,
    );
    waits.add(wait);
  };

  return {
    add: (pending) => {
      if (closed || queue.length + lines.size() >= maxQueue) {
        pending.settle(
          E.left(storeUnavailable(closed ? 'the store is closing' : `${maxQueue} changes are waiting already`)),
        );
        return;
      }
      queue.push(pending);
      start();
    },
    close: async () => {
      closed = true;
      while (serving.size + waits.size > 0) await Promise.all([...serving, ...waits]);
    },
  };
};
