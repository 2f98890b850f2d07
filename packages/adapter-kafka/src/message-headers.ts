import { type OutboundMessage, RefId } from '@casm/core';
import { instant, type JsonSchema } from '@casm/core/codecs';
import { schemaId } from './message-schema.js';

interface MessageHeader {
  readonly name: string;
  /** Of the value, for readers. */
  readonly schema: JsonSchema;
  /** Every message has it. */
  readonly isAlways: boolean;
  /** By itself, as librdkafka takes it; null: this message goes without. */
  readonly headerOf: (message: OutboundMessage) => Record<string, string> | null;
}

const same = (name: string, value: string, description: string): MessageHeader => {
  const header = { [name]: value };
  return { name, schema: { type: 'string', const: value, description }, isAlways: true, headerOf: () => header };
};

const always = (name: string, schema: JsonSchema, valueIn: (message: OutboundMessage) => string): MessageHeader => ({
  name,
  schema,
  isAlways: true,
  headerOf: (message) => ({ [name]: valueIn(message) }),
});

const sometimes = (
  name: string,
  schema: JsonSchema,
  valueIn: (message: OutboundMessage) => string | null,
): MessageHeader => ({
  name,
  schema,
  isAlways: false,
  headerOf: (message) => {
    const value = valueIn(message);
    return value === null ? null : { [name]: value };
  },
});

const trace = {
  type: 'string',
  description: 'The trace of the call, as W3C Trace Context has it, if the caller sent one.',
};

const transactionId = { type: 'string', minLength: 1, description: 'The transactionId of the body.' };

/**
 * CloudEvents 1.0 in the binary mode of its Kafka binding, the three documented X-Ocs-Io headers, and the caller's trace.
 * https://github.com/cloudevents/spec/blob/v1.0.2/cloudevents/bindings/kafka-protocol-binding.md
 */
const messageHeaders: ReadonlyArray<MessageHeader> = [
  same('ce_specversion', '1.0', 'The version of CloudEvents.'),
  always('ce_id', transactionId, (message) => message.transactionId),
  same(
    'ce_source',
    'urn:casm',
    'Where events come from. With ce_id it names the event: the same again is a duplicate.',
  ),
  always(
    'ce_type',
    {
      type: 'string',
      pattern: '^casm\\.[a-z]+\\.[A-Za-z0-9]+$',
      description: 'casm., the kind of the subject, a dot, and the operation of the body. Further operations may come.',
    },
    ({ kind, operation }) => `casm.${kind}.${operation}`,
  ),
  always('ce_time', { ...instant.schema, description: 'The occurredAt of the body.' }, ({ occurredAt }) => occurredAt),
  always(
    'ce_subject',
    { ...RefId.schema, description: 'The refId of the customer, as in the key.' },
    ({ refId }) => refId,
  ),
  same('ce_dataschema', schemaId, 'The schema of the body, by its $id: the version of this contract.'),
  same('content-type', 'application/json', 'The body is JSON in UTF-8.'),
  always('X-Ocs-Io-transaction-id', transactionId, (message) => message.transactionId),
  always('X-Ocs-Io-message-code', { type: 'string', description: 'The kind of the subject.' }, ({ kind }) => kind),
  always(
    'X-Ocs-Io-message-payload',
    { type: 'string', description: 'What the payload of the body holds.' },
    ({ kind }) => `${kind.slice(0, 1).toUpperCase()}${kind.slice(1)}`,
  ),
  sometimes('traceparent', trace, ({ traceparent }) => traceparent),
  sometimes(
    'ce_traceparent',
    { ...trace, description: 'The same, as an extension of CloudEvents.' },
    (message) => message.traceparent,
  ),
  sometimes(
    'ce_replayedat',
    {
      ...instant.schema,
      description:
        'When a replay began that publishes the message again. A message without it is published for the first time.',
    },
    ({ replayedAt }) => replayedAt,
  ),
];

/** The headers of a message, each a record of its own as librdkafka takes them. */
export const headersOf = (message: OutboundMessage): Array<Record<string, string>> =>
  messageHeaders.map(({ headerOf }) => headerOf(message)).filter((header) => header !== null);

/** What every message's headers keep to; there may be further ones. */
export const headersSchema: JsonSchema = {
  title: 'Message Headers',
  description: 'CloudEvents 1.0 in binary mode, the documented X-Ocs-Io headers, and the trace of the call.',
  type: 'object',
  properties: Object.fromEntries(messageHeaders.map(({ name, schema }) => [name, schema])),
  required: messageHeaders.filter(({ isAlways }) => isAlways).map(({ name }) => name),
};
