import type { Delivery } from '@casm/core';
import type Kafka from 'node-rdkafka';
import type { BatchReader } from '../src/read-ahead.js';
import { toDelivery } from '../src/to-delivery.js';

/** A reader of one partition, whose messages a test adds. A read that finds none waits until one is added. */
export interface ScriptedReader {
  readonly reader: BatchReader;
  /** Adds messages; their offsets are their places. */
  readonly add: (count: number) => void;
  /** Continues at this offset, as a newly assigned partition. */
  readonly seek: (offset: number) => void;
  /** The next offset to read. */
  readonly next: () => number;
  /** The number of reads that wait for a message. */
  readonly waiting: () => number;
  /** Ends the waiting reads: with an error, or with nothing. */
  readonly end: (error: Error | null) => void;
}

type Done = Parameters<BatchReader['consume']>[1];

export const messageAt = (offset: number): Kafka.Message => ({
  topic: 'scripted',
  partition: 0,
  offset,
  key: `c-${offset}`,
  value: Buffer.from(String(offset)),
  size: 1,
  timestamp: 0,
});

export const delivered = (message: Kafka.Message): Delivery =>
  toDelivery({ cluster: 'test', group: 'g', topic: 'scripted', partition: message.partition }, message);

export const scriptedReader = (): ScriptedReader => {
  let [end, next, timeout] = [0, 0, 0];
  let waiting: Array<{ readonly count: number; readonly done: Done }> = [];
  const take = (count: number): Array<Kafka.Message> => {
    const from = next;
    next = Math.min(end, next + count);
    return Array.from({ length: next - from }, (_, index) => messageAt(from + index));
  };
  const serve = (): void => {
    for (const one of waiting.splice(0)) {
      if (next < end) one.done(null, take(one.count));
      else waiting.push(one);
    }
  };
  return {
    reader: {
      setDefaultConsumeTimeout: (ms: number) => void (timeout = ms),
      consume: (count: number, done: Done) => {
        if (next < end || timeout <= 1) setImmediate(() => done(null, take(count)));
        else waiting.push({ count, done });
      },
    },
    add: (count) => {
      end += count;
      serve();
    },
    seek: (offset) => void (next = offset),
    next: () => next,
    waiting: () => waiting.length,
    end: (error) => {
      const ended = waiting;
      waiting = [];
      for (const { done } of ended) done(error, []);
    },
  };
};
