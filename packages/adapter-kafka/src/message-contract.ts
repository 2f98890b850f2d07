import { completeTopic, type OutboundMessage, RefId } from '@casm/core';
import { exampleMessages } from './message-examples.js';
import { headersOf, headersSchema } from './message-headers.js';
import { bodySchema, contractVersion } from './message-schema.js';

const reference = (pointer: string) => ({ $ref: `#/${pointer}` });
const messages = { businessTransaction: reference('components/messages/businessTransaction') };
const sentOn = (channel: string) => ({
  channel: reference(`channels/${channel}`),
  messages: [reference(`channels/${channel}/messages/businessTransaction`)],
});

const exampleOf = (message: OutboundMessage) => {
  const payload: unknown = JSON.parse(message.body);
  return {
    name: message.operation,
    headers: Object.fromEntries(headersOf(message).flatMap((header) => Object.entries(header))),
    payload,
  };
};

const bindingVersion = '0.5.0';

const businessTransaction = {
  name: 'BusinessTransaction',
  title: 'Business Transaction',
  summary: 'The changes that one call made, and the resulting customer.',
  description:
    'The bytes of the body are those of the answer to the call. Delivery is at least once: readers detect duplicates by the refId and the version of payload.customer.',
  contentType: 'application/json',
  correlationId: {
    description: 'The transactionId of the body, which is also in the answer to the call.',
    location: '$message.header#/X-Ocs-Io-transaction-id',
  },
  headers: headersSchema,
  payload: reference('components/schemas/businessTransaction'),
  bindings: {
    kafka: {
      key: {
        ...RefId.schema,
        description: 'The refId of the customer. All messages of a customer are in one partition, in order.',
      },
      bindingVersion,
    },
  },
  examples: exampleMessages.map(exampleOf),
};

/** The message contract as an AsyncAPI 3 document. It is derived from the code that encodes the messages. */
export const asyncApiDocument: Readonly<Record<string, unknown>> = {
  asyncapi: '3.1.0',
  id: 'urn:casm',
  info: {
    title: 'CASM Business Transactions',
    version: contractVersion,
    description:
      'CASM publishes the changes of every call. Order, duplicates and the versioning policy are in docs/reference/messages.md.',
    license: { name: 'Apache-2.0', url: 'https://www.apache.org/licenses/LICENSE-2.0' },
  },
  defaultContentType: 'application/json',
  channels: {
    completeTopic: {
      address: completeTopic,
      title: 'The complete topic',
      description: 'Every version of every customer, in order per customer. CASM_KAFKA_TOPIC sets its name.',
      messages,
    },
    furtherTopic: {
      address: '{topic}',
      title: 'A further topic',
      description:
        'The transactions that a publication rule selects by operation or changed field, in order per customer. It is not complete.',
      parameters: { topic: { description: 'The topic that the rule names.' } },
      messages,
    },
  },
  operations: {
    sendBusinessTransaction: {
      action: 'send',
      summary: 'The relay publishes each committed change.',
      ...sentOn('completeTopic'),
    },
    sendToFurtherTopic: {
      action: 'send',
      summary: 'The relay also publishes it to the topics of the publication rules that select it.',
      ...sentOn('furtherTopic'),
    },
    receiveBusinessTransaction: {
      action: 'receive',
      summary: 'The data warehouse reads every message. Other subscribers may do so in their own consumer groups.',
      ...sentOn('completeTopic'),
      bindings: { kafka: { groupId: { type: 'string', examples: ['casm-dwh'] }, bindingVersion } },
    },
  },
  components: {
    messages: { businessTransaction },
    schemas: { businessTransaction: bodySchema },
  },
};
