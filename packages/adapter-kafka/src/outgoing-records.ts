import type { MessageName, OutboundMessage } from '@casm/core';

/**
 * The broker refuses a whole batch that is larger than its topic takes. Batches are kept well below any sensible limit,
 * and a record that a stricter topic may refuse goes alone: else what comes after it could arrive without it.
 */
export const batchBytes = 256 * 1024;
const surelyTakenBytes = 128 * 1024;

/** The broker takes neither these messages nor what was in one batch with them, however often they are sent. */
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
  /** No less than the record takes, key and headers included. */
  readonly bytes: number;
}

/** More than key and headers take. */
const overhead = 2048;

export const toRecord = (message: OutboundMessage): Outgoing => {
  const value = Buffer.from(message.body);
  return { message, value, bytes: value.length + overhead };
};

export const nameOf = ({ message: { transactionId, topic } }: Outgoing): MessageName => ({ transactionId, topic });

/** What can be sent without a pause: a record that may be refused alone, all between two of those together. */
export const runsOf = (records: ReadonlyArray<Outgoing>): ReadonlyArray<ReadonlyArray<Outgoing>> => {
  const runs: Array<Array<Outgoing>> = [];
  const goesAlone = (record: Outgoing | undefined): boolean => (record?.bytes ?? 0) > surelyTakenBytes;
  for (const record of records) {
    const last = runs.at(-1);
    if (last === undefined || goesAlone(record) || goesAlone(last[0])) runs.push([record]);
    else last.push(record);
  }
  return runs;
};
