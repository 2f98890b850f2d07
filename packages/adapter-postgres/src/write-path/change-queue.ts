import { overloaded, storeUnavailable } from '@casm/core';
import * as E from 'fp-ts/lib/Either.js';
import type { Admission } from '../admission.js';
import { tell } from './answer.js';
import { type ChangeQueueStatus, statusOf } from './change-queue-status.js';
import { customerLines } from './customer-lines.js';
import { isAnswered, isByExternalId, lastDeadline, type PendingChange } from './pending-change.js';
import { type BatchOutcome, told } from './settle-batch.js';

export interface ChangeQueueOptions {
  readonly settleBatch: (batch: ReadonlyArray<PendingChange>) => Promise<BatchOutcome>;
  /** Resolves when nobody else has the customer locked, or at the deadline. */
  readonly waitForLock: (refId: string, deadline: number) => Promise<void>;
  /** Called after the answers of a batch that put something into the outbox. */
  readonly onCommit: () => void;
  readonly admission: Admission;
  /** Most changes in one batch. */
  readonly maxBatch: number;
  /** Most batches that run at once. */
  readonly batchesInFlight: number;
}

export interface ChangeQueue {
  /** Takes a change in, or answers its caller at once with Overloaded. */
  readonly add: (pending: PendingChange) => void;
  /** Whether `add` would take a change in. */
  readonly admits: () => boolean;
  readonly status: () => ChangeQueueStatus;
  /** Refuses what comes from now on; resolves when all that was accepted is settled. */
  readonly close: () => Promise<void>;
}

/** A query leaves in a microtask or a tick; this comes after all of those. */
const theNextIsSent = (): Promise<void> => new Promise(setImmediate);

/**
 * What queues up while batches run is the next batch: there is no timer, and a lone change never waits. A customer that is
 * in a running batch, or that others have locked, has a line: what arrives for it waits there, in order, and delays nobody
 * else. A change addressed by external id runs beside no other batch, because its customer is unknown until it is loaded.
 * The next batch is sent before the last one is answered: the server works on it while the answers are written.
 */
export const changeQueue = (options: ChangeQueueOptions): ChangeQueue => {
  const { settleBatch, waitForLock, onCommit, admission, maxBatch, batchesInFlight } = options;
  let queue: Array<PendingChange> = [];
  const running = customerLines();
  const locked = customerLines();
  const batches = new Set<ReadonlyArray<PendingChange>>();
  /** What `close` waits for: batches until their callers are told, and waits for customers that others have locked. */
  const open = new Set<Promise<void>>();
  let exclusive = false;
  let refused = 0;
  let closed = false;

  const admits = (): boolean => admission.admits(queue.length + running.size(), locked.size());

  const keepOpen = (task: Promise<void>): void => {
    const ended: Promise<void> = task.finally(() => open.delete(ended));
    open.add(ended);
  };

  const start = (): void => {
    while (queue.length > 0 && batches.size < batchesInFlight && !exclusive) {
      const batch = take();
      if (batch.length === 0) return;
      keepOpen(serve(batch));
    }
  };

  /** The next batch, in order of arrival; its customers have lines from now on. */
  const take = (): ReadonlyArray<PendingChange> => {
    const batch: Array<PendingChange> = [];
    const mine = new Set<string>();
    let taken = 0;
    for (const pending of queue) {
      if (batch.length === maxBatch || (isByExternalId(pending) && batches.size > 0)) break;
      taken += 1;
      if (isAnswered(pending)) continue;
      const { refId } = pending.request.customer;
      if (refId !== undefined && !mine.has(refId) && joinLine(refId, [pending])) continue;
      batch.push(pending);
      if (refId !== undefined) mine.add(refId);
    }
    queue = queue.slice(taken);
    mine.forEach((refId) => running.open(refId));
    return batch;
  };

  /** False: the customer has no line, so it is free. */
  const joinLine = (refId: string, changes: ReadonlyArray<PendingChange>): boolean =>
    running.join(refId, changes) || locked.join(refId, changes);

  const serve = async (batch: ReadonlyArray<PendingChange>): Promise<void> => {
    exclusive = batch.some(isByExternalId);
    batches.add(batch);
    const end = admission.begin();
    const outcome = await settleBatch(batch).catch((defect: unknown) =>
      told(batch.map(({ caller }) => ({ caller, defect }))),
    );
    end();
    batches.delete(batch);
    exclusive = false;
    putBack(batch, outcome);
    start();
    await theNextIsSent();
    tell(outcome.answers);
    if (outcome.publishes) onCommit();
  };

  /** Closes the lines of the batch: what waited there, and what is to be tried again, goes before all that came later. */
  const putBack = (batch: ReadonlyArray<PendingChange>, outcome: BatchOutcome): void => {
    const isLocked = new Set(outcome.locked.map(({ refId }) => refId));
    const served = new Set(batch.flatMap(({ request }) => request.customer.refId ?? []));
    const lines = [...served].map((refId) => ({ refId, waiting: running.close(refId) }));
    const free = lines.filter(({ refId }) => !isLocked.has(refId)).flatMap(({ waiting }) => waiting);
    queue = [...outcome.again, ...free, ...queue];
    for (const { refId, waiting } of outcome.locked) {
      const behind = lines.find((line) => line.refId === refId)?.waiting ?? [];
      setAside(refId, [...waiting, ...behind]);
    }
  };

  /** Others have the customer locked: its changes wait until it is free. */
  const setAside = (refId: string, waiting: ReadonlyArray<PendingChange>): void => {
    if (locked.join(refId, waiting)) return;
    locked.open(refId, waiting);
    const comeBack = (): void => {
      queue = [...locked.close(refId), ...queue];
      start();
    };
    // Retry either way: the next attempt reports the outcome.
    keepOpen(waitForLock(refId, lastDeadline(waiting)).then(comeBack, comeBack));
  };

  return {
    add: (pending) => {
      if (closed) return pending.caller.answer(E.left(storeUnavailable('the store is closing')));
      if (!admits()) {
        refused += 1;
        return pending.caller.answer(E.left(overloaded));
      }
      queue.push(pending);
      start();
    },
    admits: () => !closed && admits(),
    status: () => statusOf([...queue, ...running.all(), ...locked.all()], batches, refused),
    close: async () => {
      closed = true;
      while (open.size > 0) await Promise.all(open);
    },
  };
};
