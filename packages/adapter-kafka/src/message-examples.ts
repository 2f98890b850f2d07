import { completeTopic, customerOperations, examplesOf, type OutboundMessage, subjectOf } from '@casm/core';

/** The messages of the operations' examples on the complete topic, in order. */
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
