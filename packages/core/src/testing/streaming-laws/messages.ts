import type { Delivery } from '../../ports/business-transaction-subscription.js';
import type { OutboundMessage } from '../../ports/outbox.js';

export const aMessage = (topic: string, refId: string, version: number): OutboundMessage => ({
  kind: 'customer',
  refId,
  version,
  topic,
  transactionId: `${refId}-${version}`,
  operation: 'updateCustomerSegment',
  occurredAt: '2026-02-01T08:00:00.000Z',
  traceparent: null,
  replayedAt: null,
  body: JSON.stringify({ refId, version }),
});

/** Returns versions `from` to `to` of `customers` customers, interleaved. */
export const manyMessages = (
  topic: string,
  customers: number,
  { from = 1, to }: { readonly from?: number; readonly to: number },
): ReadonlyArray<OutboundMessage> =>
  Array.from({ length: to - from + 1 }, (_, v) =>
    Array.from({ length: customers }, (__, c) => aMessage(topic, `c-${c}`, from + v)),
  ).flat();

/** Returns the bodies with a key, without repetitions, in order of first arrival. */
export const firstSeen = (deliveries: ReadonlyArray<Delivery>, key: string): ReadonlyArray<string | null> => [
  ...new Set(deliveries.filter((delivery) => delivery.key === key).map(({ body }) => body)),
];

export const bodiesOf = (messages: ReadonlyArray<OutboundMessage>, refId: string): ReadonlyArray<string> =>
  messages.filter((message) => message.refId === refId).map(({ body }) => body);
