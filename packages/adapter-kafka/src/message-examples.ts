import { completeTopic, customerOperations, examplesOf, type OutboundMessage, subjectOf } from '@casm/core';

/** What a reader of the complete topic would find, in order: each operation's example, made as the relay's messages are. */
export const exampleMessages: ReadonlyArray<OutboundMessage> = examplesOf(customerOperations).map(
  ({ transaction }) => ({
    ...subjectOf(transaction),
    topic: completeTopic,
    transactionId: transaction.transactionId,
    operation: transaction.operation,
    occurredAt: transaction.occurredAt,
    traceparent: null,
    replayedAt: null,
    body: JSON.stringify(transaction),
  }),
);
