import { type OutboundMessage, RefId } from '@casm/core';
import { instant, type JsonSchema } from '@casm/core/codecs';
import { schemaId } from './message-schema.js';

interface MessageHeader {
  readonly name: string;
  /** The schema of the value, for readers. */
  readonly schema: JsonSchema;
  /** True if every message has the header. */
  readonly isAlways: boolean;
  /** Returns the header as a record for librdkafka; null if this message does not have it. */
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
  description:
    "The W3C Trace Context traceparent of the change, if there is one: the caller's, or that of a span in its trace.",
};

const transactionId = { type: 'string', minLength: 1, description: 'The transactionId of the body.' };

/**
 * CloudEvents 1.0 in the binary mode of its Kafka binding, the three documented X-Ocs-Io headers, and the caller's trace.
 * https://github.com/cloudevents/spec/blob/v1.0.2/cloudevents/bindings/kafka-protocol-binding.md
 */
const messageHeaders: ReadonlyArray<MessageHeader> = [
  same('ce_specversion', '1.0', 'The version of CloudEvents.'),
  always('ce_id', transactionId, (message) => message.transactionId),
  same('ce_source', 'urn:casm', 'The source of the event. Events with the same ce_source and ce_id are duplicates.'),
  always(
    'ce_type',
    {
      type: 'string',
      pattern: '^casm\\.[a-z]+\\.[A-Za-z0-9]+$',
      description:
        'casm., the kind of the subject, a dot, and the operation of the body. Later releases may add operations.',
    },
    ({ kind, operation }) => `casm.${kind}.${operation}`,
  ),
  always('ce_time', { ...instant.schema, description: 'The occurredAt of the body.' }, ({ occurredAt }) => occurredAt),
  always(
    'ce_subject',
    { ...RefId.schema, description: 'The refId of the customer, as in the key.' },
    ({ refId }) => refId,
  ),
  same('ce_dataschema', schemaId, 'The $id of the schema of the body, which has the major version of this contract.'),
  same('content-type', 'application/json', 'The body is JSON in UTF-8.'),
  always('X-Ocs-Io-transaction-id', transactionId, (message) => message.transactionId),
  always('X-Ocs-Io-message-code', { type: 'string', description: 'The kind of the subject.' }, ({ kind }) => kind),
  always(
    'X-Ocs-Io-message-payload',
    { type: 'string', description: 'The kind of entity in the payload of the body.' },
    ({ kind }) => `${kind.slice(0, 1).toUpperCase()}${kind.slice(1)}`,
  ),
  sometimes('traceparent', trace, ({ traceparent }) => traceparent),
  sometimes(
    'ce_traceparent',
    { ...trace, description: 'The traceparent as an extension of CloudEvents.' },
    (message) => message.traceparent,
  ),
  sometimes(
    'ce_replayedat',
    {
      ...instant.schema,
      description:
        'The start of the replay that publishes the message again. A message without this header is not a replay.',
    },
    ({ replayedAt }) => replayedAt,
  ),
];

/** Returns the headers of a message, each as a separate record, as librdkafka requires. */
export const headersOf = (message: OutboundMessage): Array<Record<string, string>> =>
  messageHeaders.map(({ headerOf }) => headerOf(message)).filter((header) => header !== null);

/** The JSON Schema of the headers of a message. Later releases may add headers. */
export const headersSchema: JsonSchema = {
  title: 'Message Headers',
  description: 'CloudEvents 1.0 in binary mode, the documented X-Ocs-Io headers, and the trace of the call.',
  type: 'object',
  properties: Object.fromEntries(messageHeaders.map(({ name, schema }) => [name, schema])),
  required: messageHeaders.filter(({ isAlways }) => isAlways).map(({ name }) => name),
};
