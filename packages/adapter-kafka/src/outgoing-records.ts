import type { MessageName, OutboundMessage } from '@casm/core';

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

export interface Outgoing {
  readonly message: OutboundMessage;
  readonly value: Buffer;
  /** An upper bound of the record's size, including key and headers. */
  readonly bytes: number;
}

/** An upper bound of the size of key and headers. */
const overhead = 2048;

export const toRecord = (message: OutboundMessage): Outgoing => {
  const value = Buffer.from(message.body);
  return { message, value, bytes: value.length + overhead };
};

export const nameOf = ({ message: { transactionId, topic } }: Outgoing): MessageName => ({ transactionId, topic });

/** Splits the records into runs, each sent after the previous one is confirmed. A record that may be refused is a run of its own. */
export const runsOf = (records: ReadonlyArray<Outgoing>): ReadonlyArray<ReadonlyArray<Outgoing>> => {
  const runs: Array<Array<Outgoing>> = [];
  const isExclusive = (record: Outgoing | undefined): boolean => (record?.bytes ?? 0) > safeRecordBytes;
  for (const record of records) {
    const last = runs.at(-1);
    if (last === undefined || isExclusive(record) || isExclusive(last[0])) runs.push([record]);
    else last.push(record);
  }
  return runs;
};
