import { overloaded, type ReadFailure } from '@casm/core';
import * as E from 'fp-ts/lib/Either.js';
import type { Admission } from '../admission.js';
import { isAboutValues, toStoreFailure } from '../failures.js';
import { UnexpectedRow } from '../rows.js';
import type { Reader } from './reader.js';

export interface ReadQueueOptions {
  /** Maximum number of statements in flight. */
  readonly inFlight: number;
  /** Maximum number of keys in one statement. A read with more keys has a statement of its own. */
  readonly maxShared: number;
  readonly admission: Admission;
  /** The answer to reads whose statement failed; by default `toStoreFailure`. */
  readonly toFailure?: (error: unknown) => ReadFailure;
}

/** The state of a read queue. */
export interface ReadQueueStatus {
  /** Reads that wait for their statement. */
  readonly queued: number;
  /** Statements in flight. */
  readonly inFlight: number;
  /** Reads refused for lack of capacity since the start. */
  readonly refused: number;
}

export interface WaitingRead {
  /** Number of keys. */
  readonly size: number;
  readonly reader: Pick<Reader<never>, 'isAnswered' | 'answer'>;
}

export interface ReadQueue<W extends WaitingRead> {
  /** Enqueues a read, or answers it with Overloaded if the wait would be too long. */
  readonly add: (read: W) => void;
  readonly status: () => ReadQueueStatus;
}

/**
 * Serves reads in order of arrival, with at most `inFlight` statements. Reads that wait when a statement is sent share
 * it; a single read does not wait for others. A read never joins a statement sent before it arrived, so it sees
 * everything committed before.
 */
export const readQueue = <W extends WaitingRead>(
  { inFlight, maxShared, admission, toFailure = toStoreFailure }: ReadQueueOptions,
  send: (shared: ReadonlyArray<W>) => Promise<void>,
): ReadQueue<W> => {
  const queue: Array<W> = [];
  let keysQueued = 0;
  let running = 0;
  let refused = 0;

  /** Dequeues the reads that fit into one statement; at least one. */
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

  /** If one read causes the failure, each read runs alone, so that the others succeed. */
  const attempt = async (shared: ReadonlyArray<W>): Promise<void> => {
    try {
      await send(shared);
    } catch (error) {
      if (shared.length > 1 && (isAboutValues(error) || error instanceof UnexpectedRow)) {
        for (const one of shared) await attempt([one]);
        return;
      }
      const failure = E.left(toFailure(error));
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
