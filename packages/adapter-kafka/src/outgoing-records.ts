import type { MessageName, OutboundMessage } from '@casm/core';
import { recordOverhead } from './kafka-record.js';

/**
 * The largest batch. The broker refuses a whole batch that exceeds the topic's limit, so batches stay well below common limits. A
 * record that a stricter topic may refuse is sent alone, so that no later record of its customer can arrive without it.
 */
export const batchBytes = 256 * 1024;
const safeRecordBytes = 128 * 1024;

/** The broker refuses these messages, or a batch that contains them. A retry of the same batch does not help. */
export class Refused extends Error {
  override readonly name = 'Refused';
  readonly messages: ReadonlyArray<MessageName>;
  constructor(detail: string, messages: ReadonlyArray<MessageName>) {
    super(detail);
    this.messages = messages;
  }
}

interface Sized {
  /** An upper bound of the record's size, including key and headers. */
  readonly bytes: number;
}

export interface Outgoing extends Sized {
  readonly message: OutboundMessage;
  readonly value: Buffer;
}

export const toRecord = (message: OutboundMessage): Outgoing => {
  const value = Buffer.from(message.body);
  return { message, value, bytes: value.length + recordOverhead };
};

export const nameOf = ({ message: { transactionId, topic } }: Outgoing): MessageName => ({ transactionId, topic });

/** Splits the records into runs, each sent after the previous one is confirmed. A record that may be refused is a run of its own. */
export const runsOf = <R extends Sized>(records: ReadonlyArray<R>): ReadonlyArray<ReadonlyArray<R>> => {
  const runs: Array<Array<R>> = [];
  const isExclusive = (record: R | undefined): boolean => (record?.bytes ?? 0) > safeRecordBytes;
  for (const record of records) {
    const last = runs.at(-1);
    if (last === undefined || isExclusive(record) || isExclusive(last[0])) runs.push([record]);
    else last.push(record);
  }
  return runs;
};

/**
 * Splits the records into batches for a client that does not batch by itself. Send each batch after the previous one is confirmed. No
 * batch exceeds 256 KiB, and a record that a topic may refuse for its size is a batch of its own.
 */
export const inBatches = <R extends Sized>(records: ReadonlyArray<R>): ReadonlyArray<ReadonlyArray<R>> =>
  runsOf(records).flatMap(cutBySize);

const cutBySize = <R extends Sized>(run: ReadonlyArray<R>): ReadonlyArray<ReadonlyArray<R>> => {
  const batches: Array<Array<R>> = [];
  let room = 0;
  for (const record of run) {
    const last = batches.at(-1);
    if (last === undefined || record.bytes > room) {
      batches.push([record]);
      room = batchBytes;
    } else last.push(record);
    room -= record.bytes;
  }
  return batches;
};
