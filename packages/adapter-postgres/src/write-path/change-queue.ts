import { type ChangeRequest, overloaded, storeUnavailable } from '@casm/core';
import * as E from 'fp-ts/lib/Either.js';
import type { Admission } from '../admission.js';
import { sendAnswers } from './answer.js';
import { type ChangeQueueStatus, statusOf } from './change-queue-status.js';
import { type CustomerLines, customerLines } from './customer-lines.js';
import { isAnswered, isByExternalId, lastDeadline, type PendingChange } from './pending-change.js';
import { type BatchOutcome, answersOnly } from './settle-batch.js';

/** A batch that was committed, or that failed. */
export interface SettledBatch {
  /** Its changes, in their order. */
  readonly changes: ReadonlyArray<{ readonly request: ChangeRequest }>;
  /** The start, in milliseconds since the epoch. */
  readonly beganAt: number;
  readonly durationMs: number;
}

export interface ChangeQueueOptions {
  readonly settleBatch: (batch: ReadonlyArray<PendingChange>) => Promise<BatchOutcome>;
  /** Resolves when no other transaction holds the customer's lock, or at the deadline. */
  readonly waitForLock: (refId: string, deadline: number) => Promise<void>;
  /** Called after each batch, before its answers. */
  readonly onBatch: (batch: SettledBatch) => void;
  /** Called after the answers of a batch that added to the outbox. */
  readonly onCommit: () => void;
  readonly admission: Admission;
  /** Maximum number of changes in one batch. */
  readonly maxBatch: number;
  /** Maximum number of batches in flight; all but the first are full. */
  readonly batchesInFlight: number;
}

export interface ChangeQueue {
  /** Enqueues a change, or answers its caller with Overloaded. */
  readonly add: (pending: PendingChange) => void;
  /** Whether `add` would enqueue a change. */
  readonly admits: () => boolean;
  readonly status: () => ChangeQueueStatus;
  /** Refuses new changes. Resolves when all accepted changes are settled. */
  readonly close: () => Promise<void>;
}

interface Batch {
  readonly changes: ReadonlyArray<PendingChange>;
  /** A line for each of its customers. */
  readonly lines: CustomerLines;
}

/** A query is sent in a microtask or on the next tick. setImmediate runs after both. */
const waitForNextSend = (): Promise<void> => new Promise(setImmediate);

/**
 * The changes that arrive while a batch runs form the next batch: there is no timer, and a single change never waits for
 * others. A further batch runs beside it only when it is full, because two half batches cost more than a full one. A
 * customer that is in a running batch, or locked by another transaction, has a line: its changes wait there, in order,
 * and delay no other customer. A change addressed by external id runs alone, because its customer is unknown until it
 * is loaded. The next batch is sent before the previous one is answered, so that the server works while the answers are
 * written.
 */
export const changeQueue = (options: ChangeQueueOptions): ChangeQueue => {
  const { settleBatch, waitForLock, onBatch, onCommit, admission, maxBatch, batchesInFlight } = options;
  let queue: Array<PendingChange> = [];
  let running: ReadonlyArray<Batch> = [];
  const locked = customerLines();
  /** Tasks that `close` waits for: batches until their callers are answered, and waits for locked customers. */
  let tasks = 0;
  const closing: Array<() => void> = [];
  let exclusive = false;
  let refused = 0;
  let closed = false;

  const inLines = (): number => running.reduce((sum, { lines }) => sum + lines.size(), 0);
  const admits = (): boolean => admission.admits(queue.length + inLines(), locked.size());

  const track = (task: Promise<void>): void => {
    tasks += 1;
    void task.finally(() => {
      tasks -= 1;
      if (tasks === 0) closing.forEach((resolve) => resolve());
    });
  };

  const isBatchDue = (): boolean =>
    running.length === 0 ? queue.length > 0 : running.length < batchesInFlight && queue.length >= maxBatch;

  const start = (): void => {
    while (isBatchDue() && !exclusive) {
      const batch = take();
      if (batch.changes.length === 0) return;
      track(serve(batch));
    }
  };

  /** Dequeues the next batch, in order of arrival, and opens lines for its customers. */
  const take = (): Batch => {
    const changes: Array<PendingChange> = [];
    const lines = customerLines();
    let taken = 0;
    for (const pending of queue) {
      if (changes.length === maxBatch || (isByExternalId(pending) && running.length > 0)) break;
      taken += 1;
      if (isAnswered(pending)) continue;
      const { refId } = pending.request.customer;
      if (refId !== undefined && !lines.has(refId)) {
        if (joinLine(refId, pending)) continue;
        lines.open(refId);
      }
      changes.push(pending);
    }
    queue = queue.slice(taken);
    return { changes, lines };
  };

  /** False if the customer has no line, so it is free. */
  const joinLine = (refId: string, pending: PendingChange): boolean =>
    running.some(({ lines }) => lines.join(refId, [pending])) || locked.join(refId, [pending]);

  const serve = async (batch: Batch): Promise<void> => {
    const { changes } = batch;
    exclusive = changes.some(isByExternalId);
    running = [...running, batch];
    const end = admission.begin();
    const began = { at: Date.now(), on: performance.now() };
    const outcome = await settleBatch(changes).catch((defect: unknown) =>
      answersOnly(changes.map(({ caller }) => ({ caller, defect }))),
    );
    end();
    const durationMs = performance.now() - began.on;
    running = running.filter((each) => each !== batch);
    exclusive = false;
    requeue(batch, outcome);
    start();
    await waitForNextSend();
    onBatch({ changes, beganAt: began.at, durationMs });
    sendAnswers(outcome.answers);
    if (outcome.publishes) onCommit();
  };

  /** The retries and the changes in the lines of the batch go to the head of the queue, unless their customer is locked. */
  const requeue = ({ lines }: Batch, outcome: BatchOutcome): void => {
    for (const { refId, waiting } of outcome.locked) waitUntilUnlocked(refId, [...waiting, ...lines.close(refId)]);
    queue = [...outcome.retries, ...lines.all(), ...queue];
  };

  /** Another transaction holds the customer's lock. Its changes wait for the release. */
  const waitUntilUnlocked = (refId: string, waiting: ReadonlyArray<PendingChange>): void => {
    if (locked.join(refId, waiting)) return;
    locked.open(refId, waiting);
    const resume = (): void => {
      queue = [...locked.close(refId), ...queue];
      start();
    };
    // Retry either way: the next attempt reports the outcome.
    track(waitForLock(refId, lastDeadline(waiting)).then(resume, resume));
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
    status: () =>
      statusOf(
        [...queue, ...running.flatMap(({ lines }) => lines.all()), ...locked.all()],
        running.reduce((sum, { changes }) => sum + changes.length, 0),
        refused,
      ),
    close: async () => {
      closed = true;
      if (tasks > 0) await new Promise<void>((resolve) => closing.push(resolve));
    },
  };
};
