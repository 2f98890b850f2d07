import { type BusinessTransaction, completeTopic, type OutboundMessage } from '@casm/core';

const created = {
  refId: '01a20d54-4f6f-75d8-88bc-7bbe75e0acad',
  externalId: 'CRM-1001',
  customName: 'Ada Lovelace',
  customerSegment: 'RESIDENTIAL',
  customAttributes: { language: 'en' },
  state: { state: 'ACTIVE', stateReason: 'dfltActive', stateValidFrom: '2026-02-01T08:00:00.000Z' },
  testCustomer: false,
  version: 1,
} as const;

const moved = { ...created, customerSegment: 'SOHO', version: 2 } as const;

const suspended = {
  ...moved,
  state: { state: 'SUSPENDED', stateReason: 'dfltSuspended', stateValidFrom: '2026-04-01T00:00:00.000Z' },
  version: 3,
} as const;

/** One customer's first three transactions: every operation of today once. */
const transactions: ReadonlyArray<BusinessTransaction> = [
  {
    transactionId: '01a20d54-4f70-7a3e-9c51-0d8f2b6e7a10',
    requestId: 'crm-20260201-1',
    operation: 'createCustomer',
    occurredAt: '2026-02-01T08:00:00.000Z',
    initiator: 'crm',
    reason: null,
    changes: [
      { field: 'externalId', before: null, after: created.externalId },
      { field: 'customName', before: null, after: created.customName },
      { field: 'customerSegment', before: null, after: created.customerSegment },
      { field: 'customAttributes', before: {}, after: created.customAttributes },
      { field: 'state', before: null, after: created.state },
    ],
    payload: { customer: created },
  },
  {
    transactionId: '01a20d54-508e-7525-82ae-24ff3646a814',
    requestId: 'crm-20260302-7',
    operation: 'updateCustomerSegment',
    occurredAt: '2026-03-02T09:30:00.000Z',
    initiator: 'crm',
    reason: 'moved to a business contract',
    changes: [{ field: 'customerSegment', before: created.customerSegment, after: moved.customerSegment }],
    payload: { customer: moved },
  },
  {
    transactionId: '01a20d54-5190-7c02-b1d4-93e07f5a6c28',
    requestId: 'crm-20260331-2',
    operation: 'updateCustomerState',
    occurredAt: '2026-03-31T16:45:12.345Z',
    initiator: 'crm',
    reason: 'unpaid invoices',
    changes: [{ field: 'state', before: moved.state, after: suspended.state }],
    payload: { customer: suspended },
  },
];

/** What a reader of the complete topic would find, in order; made as the relay's messages are. */
export const exampleMessages: ReadonlyArray<OutboundMessage> = transactions.map((transaction) => ({
  refId: transaction.payload.customer.refId,
  version: transaction.payload.customer.version,
  topic: completeTopic,
  transactionId: transaction.transactionId,
  operation: transaction.operation,
  occurredAt: transaction.occurredAt,
  traceparent: null,
  body: JSON.stringify(transaction),
}));
