import { customerBusy, storeUnavailable } from '@casm/core';
import * as E from 'fp-ts/lib/Either.js';
import type { PendingChange } from './pending-change.js';
import type { Unsettled } from './settle-batch.js';

export interface ChangeQueueOptions {
  readonly settleBatch: (batch: ReadonlyArray<PendingChange>) => Promise<Unsettled>;
  /** Resolves when nobody else holds the customer, or at the deadline. */
  readonly waitForLock: (refId: string, deadline: number) => Promise<void>;
  /** Most changes in one batch. */
  readonly maxBatch: number;
  /** Most changes that may wait; beyond it a caller is told at once. */
  readonly maxQueue: number;
}

export interface ChangeQueue {
  readonly add: (pending: PendingChange) => void;
  /** Refuses what comes from now on; resolves when all that was accepted is settled. */
  readonly close: () => Promise<void>;
}

/**
 * What queues up while a batch runs is the next batch: there is no timer, and a lone change never waits. A customer that
 * somebody else holds waits aside, with all that arrives for it, and delays nobody.
 */
export const changeQueue = ({ settleBatch, waitForLock, maxBatch, maxQueue }: ChangeQueueOptions): ChangeQueue => {
  let queue: Array<PendingChange> = [];
  let running: Promise<void> | null = null;
  let closed = false;
  const aside = new Map<string, Array<PendingChange>>();
  const waits = new Set<Promise<void>>();

  const start = (): void => {
    running ??= work().finally(() => {
      running = null;
      if (queue.length > 0) start();
    });
  };

  const work = async (): Promise<void> => {
    while (queue.length > 0) {
      const batch = queue.splice(0, maxBatch).filter(isRunnable);
      if (batch.length > 0) await serve(batch);
    }
  };

  const serve = async (batch: ReadonlyArray<PendingChange>): Promise<void> => {
    try {
      const { again, held } = await settleBatch(batch);
      queue.unshift(...again);
      held.forEach(({ refId, waiting }) => stepAside(refId, waiting));
    } catch (defect) {
      batch.forEach(({ fail }) => fail(defect));
    }
  };

  const isRunnable = (pending: PendingChange): boolean => {
    if (pending.request.deadline <= Date.now()) {
      pending.settle(
        E.left(
          pending.attempts > 0
            ? customerBusy
            : storeUnavailable('the queue of changes is longer than the request may take'),
        ),
      );
      return false;
    }
    const line = aside.get(pending.request.customer.refId ?? '');
    line?.push(pending);
    return line === undefined;
  };

  const stepAside = (refId: string, waiting: ReadonlyArray<PendingChange>): void => {
    const line = aside.get(refId);
    if (line !== undefined) {
      line.push(...waiting);
      return;
    }
    aside.set(refId, [...waiting]);
    const comeBack = (): void => {
      queue = [...(aside.get(refId) ?? []), ...queue];
      aside.delete(refId);
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
      if (closed || queue.length >= maxQueue) {
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
      while (running !== null || waits.size > 0) await Promise.all([running, ...waits]);
    },
  };
};
