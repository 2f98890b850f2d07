import type { OutboundMessage } from '@casm/core';
import * as t from 'io-ts';

export const MessageRow = t.type({
  kind: t.string,
  ref_id: t.string,
  version: t.number,
  transaction_id: t.string,
  operation: t.string,
  occurred_at: t.string,
  body: t.string,
});

export const messageOf = (
  row: t.TypeOf<typeof MessageRow>,
  topic: string,
  traceparent: string | null,
): OutboundMessage => ({
  topic,
  kind: row.kind,
  refId: row.ref_id,
  version: row.version,
  transactionId: row.transaction_id,
  operation: row.operation,
  occurredAt: row.occurred_at,
  traceparent,
  replayedAt: null,
  body: row.body,
});
