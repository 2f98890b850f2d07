import type { OutboundMessage } from '@casm/core';

export const aMessage = (topic: string, refId: string, version: number): OutboundMessage => ({
  kind: 'customer',
  refId,
  version,
  topic,
  transactionId: `tx-${refId}-${version}`,
  operation: 'updateCustomerSegment',
  occurredAt: '2026-02-01T08:00:00.000Z',
  traceparent: null,
  replayedAt: null,
  body: `${refId} ${version}`,
});
