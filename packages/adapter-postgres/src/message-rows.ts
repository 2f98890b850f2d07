import type { OutboundMessage } from '@casm/core';
import * as t from 'io-ts';
import { date, orNull } from './rows.js';

/** A message as the journal and the outbox store it. */
export const MessageRow = t.type({
  kind: t.string,
  ref_id: t.string,
  version: t.number,
  topic: t.string,
  transaction_id: t.string,
  operation: t.string,
  occurred_at: date,
  traceparent: orNull(t.string),
  body: t.string,
});
export const messageOf = (row: t.TypeOf<typeof MessageRow>): OutboundMessage => ({
  kind: row.kind,
  refId: row.ref_id,
  version: row.version,
  topic: row.topic,
  transactionId: row.transaction_id,
  operation: row.operation,
  occurredAt: row.occurred_at.toISOString(),
  traceparent: row.traceparent,
  replayedAt: null,
  body: row.body,
});
