import { type BusinessTransaction, type Change, changeableFields } from '../business-transaction.js';
import type { BusinessRule } from '../business-rule.js';
import { canonicalJson } from '../canonical-json.js';
import type { Instant } from '../codecs.js';
import type { Customer } from '../customer.js';
import type { CustomerChange } from '../decision.js';
import type { TopicsFor } from '../publication-rules.js';

/** Who asked for a change, how, and where it is to be published. */
export interface Origin {
  readonly transactionId: string;
  readonly requestId: string;
  readonly operation: string;
  readonly initiator: string;
  readonly reason: string | null;
  /** The campaign that the change is a part of; null: a call of its own. */
  readonly campaignId: string | null;
  /** The versions at which the caller wants the change; null: whichever there is. */
  readonly expectedVersions: ReadonlyArray<number> | null;
  readonly topicsFor: TopicsFor;
  /** The rules of the installation. */
  readonly rules: ReadonlyArray<BusinessRule>;
}

const nobody: Readonly<Record<Change['field'], unknown>> = {
  externalId: null,
  customName: null,
  customerSegment: null,
  customAttributes: {},
  state: null,
  pendingState: null,
  testCustomer: false,
};

/** The members that differ, in the order of `changeableFields`; a creation is compared with a customer that has nothing. */
const changesBetween = (before: Customer | null, after: Customer): ReadonlyArray<Change> => {
  const was: Partial<Record<Change['field'], unknown>> = before ?? nobody;
  return changeableFields
    .map((field) => ({ field, before: was[field] ?? null, after: after[field] ?? null }))
    .filter((change) => !isSame(change.before, change.after));
};

const isSame = (a: unknown, b: unknown): boolean =>
  a === b || (typeof a === 'object' && canonicalJson(a) === canonicalJson(b));

/**
 * The outcome of a decision: the customer's next version if anything differs, else the customer as it was and nothing
 * to publish. `after.version` is set here.
 */
export const changed = (
  origin: Origin,
  before: Customer | null,
  after: Customer,
  occurredAt: Instant,
): CustomerChange => {
  const changes = changesBetween(before, after);
  const held = before?.version ?? 0;
  const customer = { ...after, version: changes.length === 0 ? held : held + 1 };
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

/** The later of `at` and a millisecond after the previous change, whatever the clocks of several processes say. */
export const following = (previous: Instant, at: Instant): Instant => {
  const next = new Date(Date.parse(previous) + 1).toISOString();
  return at > next ? at : next;
};
