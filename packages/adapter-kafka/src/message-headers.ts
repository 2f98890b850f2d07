import type { OutboundMessage } from '@casm/core';

/** Where events come from, as CloudEvents has it. */
const source = 'urn:casm';

/**
 * CloudEvents 1.0 in the binary mode of its Kafka binding, the three documented X-Ocs-Io headers, and the caller's trace.
 * https://github.com/cloudevents/spec/blob/v1.0.2/cloudevents/bindings/kafka-protocol-binding.md
 */
export const headersOf = ({
  transactionId,
  operation,
  occurredAt,
  refId,
  traceparent,
}: OutboundMessage): Array<Record<string, string>> => [
  { ce_specversion: '1.0' },
  { ce_id: transactionId },
  { ce_source: source },
  { ce_type: `casm.customer.${operation}` },
  { ce_time: occurredAt },
  { ce_subject: refId },
  { 'content-type': 'application/json' },
  { 'X-Ocs-Io-transaction-id': transactionId },
  { 'X-Ocs-Io-message-code': 'customer' },
  { 'X-Ocs-Io-message-payload': 'Customer' },
  ...(traceparent === null ? [] : [{ traceparent }]),
];
