import { overloaded } from '@casm/core';
import * as E from 'fp-ts/lib/Either.js';
import type { Admission } from '../admission.js';
import { isAboutValues, toStoreFailure } from '../failures.js';
import { UnexpectedRow } from '../rows.js';
import type { Reader } from './reader.js';

export interface ReadQueueOptions {
  /** Most statements that run at once. */
  readonly inFlight: number;
  /** Most keys that one statement reads; a read of more keys has a statement of its own. */
  readonly maxShared: number;
  readonly admission: Admission;
}

/** What a queue of reads does at this moment. */
export interface ReadQueueStatus {
  /** Reads that wait for their statement. */
  readonly queued: number;
  /** Statements that run. */
  readonly inFlight: number;
  /** Reads that were refused for want of capacity, since the start. */
  readonly refused: number;
}

export interface WaitingRead {
  /** How many keys it reads. */
  readonly size: number;
  readonly reader: Pick<Reader<never>, 'isAnswered' | 'answer'>;
}

export interface ReadQueue<W extends WaitingRead> {
  /** Answers with Overloaded at once where the wait would be too long. */
  readonly add: (read: W) => void;
  readonly status: () => ReadQueueStatus;
}

/**
 * Reads in order of arrival, so many statements at once: those that wait at the moment that one is sent share it, a lone one
 * waits for nobody. No read joins a statement that was sent before it came, so each sees what was committed by then.
 */
export const readQueue = <W extends WaitingRead>(
  { inFlight, maxShared, admission }: ReadQueueOptions,
  send: (shared: ReadonlyArray<W>) => Promise<void>,
): ReadQueue<W> => {
  const queue: Array<W> = [];
  let keysQueued = 0;
  let running = 0;
  let refused = 0;

  /** The reads at the head of the queue that fit into one statement, at least one. */
  const takeNext = (): ReadonlyArray<W> => {
    let keys = 0;
    const tooMany = queue.findIndex(({ size }) => (keys += size) > maxShared);
    const taken = queue.splice(0, tooMany === -1 ? queue.length : Math.max(1, tooMany));
    taken.forEach(({ size }) => (keysQueued -= size));
    return taken.filter(({ reader }) => !reader.isAnswered());
  };

  const start = (): void => {
    while (running < inFlight && queue.length > 0) {
      const shared = takeNext();
      if (shared.length > 0) void serve(shared);
    }
  };

  const serve = async (shared: ReadonlyArray<W>): Promise<void> => {
    running += 1;
    const end = admission.begin();
    await attempt(shared);
    running -= 1;
    end();
    start();
  };

  /** Where some read is at fault, each is done alone: its neighbours must not suffer. */
  const attempt = async (shared: ReadonlyArray<W>): Promise<void> => {
    try {
      await send(shared);
    } catch (error) {
      if (shared.length > 1 && (isAboutValues(error) || error instanceof UnexpectedRow)) {
        for (const one of shared) await attempt([one]);
        return;
      }
      const failure = E.left(toStoreFailure(error));
      shared.forEach(({ reader }) => reader.answer(failure));
    }
  };

  return {
    add: (read) => {
      if (!admission.admits(keysQueued, 0)) {
        refused += 1;
        return read.reader.answer(E.left(overloaded));
      }
      queue.push(read);
      keysQueued += read.size;
      start();
    },
    status: () => ({
      queued: queue.filter(({ reader }) => !reader.isAnswered()).length,
      inFlight: running,
      refused,
    }),
  };
};
