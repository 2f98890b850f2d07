import type { OutboundMessage } from '@casm/core';
import { headersOf } from './message-headers.js';

/** A message as any Kafka client takes it. */
export interface KafkaRecord {
  readonly topic: string;
  /** The refId: Kafka keeps the order of one customer's messages. */
  readonly key: string;
  /** The body, as it was answered. */
  readonly value: string;
  /** CloudEvents 1.0 in binary mode, the documented X-Ocs-Io headers, and the trace of the call. */
  readonly headers: Readonly<Record<string, string>>;
  /** Milliseconds since the epoch. */
  readonly timestamp: number;
  /** No less than the record takes on the wire, key and headers included. */
  readonly bytes: number;
}

/** More than key and headers take. */
export const recordOverhead = 2048;

/** The moment of the change, so that a reader's windows are right. A broker refuses what is an hour ahead of its clock. */
export const timestampOf = ({ occurredAt }: OutboundMessage): number => Math.min(Date.parse(occurredAt), Date.now());

/** The record of a message, as `kafkaPublisher` writes it and the AsyncAPI document describes it. */
export const kafkaRecord = (message: OutboundMessage): KafkaRecord => ({
  topic: message.topic,
  key: message.refId,
  value: message.body,
  headers: Object.fromEntries(headersOf(message).flatMap((header) => Object.entries(header))),
  timestamp: timestampOf(message),
  bytes: Buffer.byteLength(message.body) + recordOverhead,
});
