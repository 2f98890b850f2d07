import type { Delivery } from '@casm/core';
import type Kafka from 'node-rdkafka';
import { type CallError, called } from './connection.js';

/** The wait for a first message, which is also the longest delay of a stop. It occupies a libuv thread. */
const idleWaitMs = 200;

type Messages = ReadonlyArray<Kafka.Message>;

/** Messages as they are delivered. */
export interface Batch {
  readonly deliveries: ReadonlyArray<Delivery>;
  /** The last message of each partition. */
  readonly latest: ReadonlyMap<number, Kafka.Message>;
}

/** The part of a consumer from which batches are read. */
export interface BatchReader {
  readonly setDefaultConsumeTimeout: (timeoutMs: number) => void;
  readonly consume: (most: number, done: (error: CallError | null, messages: Messages) => void) => void;
}

/** The batches of a reader, in order. At most one is read before it is taken. */
export interface ReadAhead {
  /** Starts to read the next batch. `next` reports its error. */
  readonly start: () => void;
  /** Returns the next batch, with the messages that have arrived until now. It is empty if none arrives in time. */
  readonly next: () => Promise<Batch>;
  /**
   * Discards what was read ahead. Resolves when no read ahead is in progress. Call it before partitions are assigned anew: the reader
   * is beyond the discarded messages.
   */
  readonly drop: () => Promise<void>;
}

const nothing: Batch = { deliveries: [], latest: new Map() };

const joined = (one: Batch, next: Batch): Batch => ({
  deliveries: [...one.deliveries, ...next.deliveries],
  latest: new Map([...one.latest, ...next.latest]),
});

/** One read ahead. */
interface Started {
  readonly batch: Promise<Batch>;
  isDropped: boolean;
}

/**
 * Returns the batches of a reader, each of at most `most` messages. Messages are converted when they are read: a message has a buffer
 * for each header, which would otherwise outlive the collections of the young generation.
 */
export const readAhead = (
  reader: BatchReader,
  most: number,
  toDelivery: (message: Kafka.Message) => Delivery,
): ReadAhead => {
  /** Not taken by `next` yet. */
  let ahead: Started | null = null;
  /** It may still be in progress, also if it was taken or dropped. */
  let latest: Started | null = null;

  const consume = async (count: number, timeoutMs: number): Promise<Batch> => {
    reader.setDefaultConsumeTimeout(timeoutMs);
    const messages = await called<Messages>((done) => reader.consume(count, done));
    return {
      deliveries: messages.map(toDelivery),
      latest: new Map(messages.map((message) => [message.partition, message])),
    };
  };

  /** Adds the messages that are fetched already. It waits for no further one, which would delay a lone message. */
  const filled = async (batch: Batch): Promise<Batch> => {
    const { length } = batch.deliveries;
    return length === 0 || length === most ? batch : joined(batch, await consume(most - length, 0));
  };

  const read = async (): Promise<Batch> => filled(await consume(1, idleWaitMs));

  return {
    start: () => {
      ahead = { batch: read(), isDropped: false };
      ahead.batch.catch(() => undefined);
      latest = ahead;
    },
    next: async () => {
      const started = ahead;
      ahead = null;
      if (started === null) return read();
      const batch = await started.batch;
      return started.isDropped ? nothing : filled(batch);
    },
    drop: async () => {
      ahead = null;
      if (latest === null) return;
      latest.isDropped = true;
      await latest.batch.catch(() => undefined);
    },
  };
};
