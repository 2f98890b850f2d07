import * as E from 'fp-ts/lib/Either.js';
import * as O from 'fp-ts/lib/Option.js';
import type { BusinessTransaction } from '../domain/business-transaction.js';
import { catalogueOf } from '../domain/catalogue.js';
import type { Current } from '../domain/decision.js';
import type { LifecycleState } from '../domain/customer.js';
import { toTopics } from '../domain/publication-rules.js';
import type { CustomerOperation } from './customer-operation.js';

const common = (code: string, name: string) => ({ code, name, description: null, status: 'ACTIVE' as const });
const reason = (code: string, state: LifecycleState, charged: boolean, name: string) => ({
  ...common(code, name),
  state,
  charged,
});

/** The catalogue of the documents' examples. A new installation is seeded with it. */
export const exampleCatalogue = catalogueOf({
  customerSegments: [
    common('RESIDENTIAL', 'Residential'),
    common('SOHO', 'Small office, home office'),
    common('BUSINESS', 'Business'),
  ],
  stateReasons: [
    reason('dfltInactive', 'INACTIVE', false, 'Not yet activated'),
    reason('dfltActive', 'ACTIVE', true, 'In service'),
    reason('dfltSuspended', 'SUSPENDED', false, 'Suspended'),
    reason('dfltDeactivated', 'DEACTIVATED', false, 'Deactivated'),
  ],
  customerProfiles: [
    { ...common('b2b', 'Business customer'), customerSegment: 'BUSINESS', state: 'ACTIVE', stateReason: 'dfltActive' },
  ],
});

/** An operation, whose example is the request, and the transaction that is answered and published. */
export interface OperationExample {
  readonly operation: CustomerOperation;
  readonly transaction: BusinessTransaction;
}

/**
 * Runs the operations' examples in order on one customer, so that the documents show only what the code does. Throws if an example
 * is refused.
 */
export const examplesOf = (operations: ReadonlyArray<CustomerOperation>): ReadonlyArray<OperationExample> => {
  let current: Current | null = null;
  return operations.map((operation, index) => {
    const transaction = exampleTransaction(operation, current, index);
    current = { customer: transaction.payload.customer, occurredAt: transaction.occurredAt };
    return { operation, transaction };
  });
};

const exampleRefId = '01a20d54-4f6f-75d8-88bc-7bbe75e0acad';
const firstMoment = Date.parse('2026-02-01T08:00:00.000Z');
const monthMs = 31 * 24 * 60 * 60 * 1000;

const exampleTransaction = (
  operation: CustomerOperation,
  current: Current | null,
  index: number,
): BusinessTransaction => {
  const intent = operation.intentOf(operation.example, () => exampleRefId);
  if (E.isLeft(intent)) throw new Error(`the example of ${operation.name}: ${JSON.stringify(intent.left)}`);
  const { command, decide } = intent.right;
  const decided = decide({
    transactionId: `01a20d54-4f70-7a3e-9c51-${String(index + 1).padStart(12, '0')}`,
    requestId: command.requestId,
    operation: operation.name,
    initiator: 'crm',
    onBehalfOf: null,
    campaignId: null,
    reason: command.reason ?? null,
    expectedVersions: null,
    topicsFor: toTopics(),
    rules: [],
  })(
    {
      current: operation.creates ? O.none : O.fromNullable(current),
      externalIdTaken: false,
      catalogue: exampleCatalogue,
    },
    new Date(firstMoment + index * monthMs).toISOString(),
  );
  if (E.isLeft(decided)) throw new Error(`the example of ${operation.name}: ${JSON.stringify(decided.left)}`);
  return decided.right.transaction;
};
