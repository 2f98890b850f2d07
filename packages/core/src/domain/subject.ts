import type { BusinessTransaction } from './business-transaction.js';
import type { VersionRef } from './version-ref.js';

/** What a transaction is about: one version of one entity. */
export interface Subject extends VersionRef {
  /** The kind of entity: `customer`. A newer release may know others. */
  readonly kind: string;
}

/** The only place that knows where a transaction carries its subject. */
export const subjectOf = ({ payload: { customer } }: BusinessTransaction): Subject => ({
  kind: 'customer',
  refId: customer.refId,
  version: customer.version,
});
