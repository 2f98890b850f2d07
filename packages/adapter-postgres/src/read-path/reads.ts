import type { ReadFailure } from '@casm/core';
import * as E from 'fp-ts/lib/Either.js';
import type { TaskEither } from 'fp-ts/lib/TaskEither.js';
import type { Connection, Pool } from '../connection-pool.js';
import { onConnection } from '../on-connection.js';
import type { SqlConnection } from '../sql-connection.js';
import { readQueue, type ReadQueueOptions, type ReadQueueStatus, type WaitingRead } from './read-queue.js';
import { type Reader, readerOf } from './reader.js';

export interface ReadsOptions extends ReadQueueOptions {
  readonly pool: Pool;
  /** Timeout of each read, in milliseconds. */
  readonly timeoutMs: number;
}

/** Runs a read on a connection. `lagMs` is an upper bound of how far its server is behind the primary; 0 for the primary. */
export type RunRead = <A>(read: (connection: Connection, lagMs: number) => Promise<A>) => TaskEither<ReadFailure, A>;

/** Reads that each run their own statements. */
export interface Reads {
  readonly run: RunRead;
  readonly status: () => ReadQueueStatus;
}

interface SingleRead extends WaitingRead {
  readonly deadline: number;
  readonly run: (connection: Connection) => Promise<void>;
}

export const singleReads = ({ pool, timeoutMs, ...options }: Omit<ReadsOptions, 'maxShared'>): Reads => {
  const queue = readQueue<SingleRead>({ ...options, maxShared: 1 }, async (shared) => {
    for (const { deadline, run } of shared) await onConnection(pool, deadline, run);
  });
  return {
    run:
      <A>(read: (connection: Connection, lagMs: number) => Promise<A>) =>
      () =>
        new Promise<E.Either<ReadFailure, A>>((settle) => {
          const reader = readerOf(timeoutMs, settle);
          queue.add({
            size: 1,
            reader,
            deadline: reader.deadline,
            run: async (connection) => reader.answer(E.right(await read(connection, 0))),
          });
        }),
    status: queue.status,
  };
};

/** Reads by key. Reads that wait at the same time share a statement. */
export interface SharedReads<K, A> {
  /** The values of the keys, in order. */
  readonly read: (keys: ReadonlyArray<K>) => TaskEither<ReadFailure, ReadonlyArray<A>>;
  readonly status: () => ReadQueueStatus;
}

/** `read` returns the values of the keys, in order. */
export const sharedReads = <K, A>(
  { pool, timeoutMs, ...options }: ReadsOptions,
  read: (connection: SqlConnection, keys: ReadonlyArray<K>) => Promise<ReadonlyArray<A>>,
): SharedReads<K, A> => {
  interface KeysRead extends WaitingRead {
    readonly keys: ReadonlyArray<K>;
    readonly reader: Reader<ReadonlyArray<A>>;
  }
  const queue = readQueue<KeysRead>(options, async (shared) => {
    const deadline = Math.max(...shared.map(({ reader }) => reader.deadline));
    const keys = shared.flatMap((one) => one.keys);
    const found = await onConnection(pool, deadline, (connection) => read(connection, keys));
    if (found.length !== keys.length) throw new Error(`${found.length} of ${keys.length} keys were read`);
    let from = 0;
    for (const { size, reader } of shared) {
      reader.answer(E.right(found.slice(from, from + size)));
      from += size;
    }
  });
  return {
    read: (keys) => () =>
      new Promise((settle) => queue.add({ keys, size: keys.length, reader: readerOf(timeoutMs, settle) })),
    status: queue.status,
  };
};

/** One read shared by all callers that wait when it begins. */
export const sharedRead = <A>(
  { timeoutMs, ...options }: Omit<ReadsOptions, 'pool' | 'inFlight' | 'maxShared'>,
  read: (deadline: number) => Promise<A>,
): TaskEither<ReadFailure, A> => {
  const queue = readQueue<WaitingRead & { readonly reader: Reader<A> }>(
    { ...options, inFlight: 1, maxShared: Number.POSITIVE_INFINITY },
    async (shared) => {
      const value = E.right(await read(Math.max(...shared.map(({ reader }) => reader.deadline))));
      shared.forEach(({ reader }) => reader.answer(value));
    },
  );
  return () => new Promise((settle) => queue.add({ size: 1, reader: readerOf(timeoutMs, settle) }));
};
