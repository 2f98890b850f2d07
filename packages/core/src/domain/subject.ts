import type { BusinessTransaction } from './business-transaction.js';
import type { VersionRef } from './version-ref.js';

/** The subject of a transaction: one version of one entity. */
export interface Subject extends VersionRef {
  /** The kind of entity: `customer`. Later releases may add kinds. */
  readonly kind: string;
}

/** Returns the subject of a transaction. No other code knows where a transaction holds it. */
export const subjectOf = ({ payload: { customer } }: BusinessTransaction): Subject => ({
  kind: 'customer',
  refId: customer.refId,
  version: customer.version,
});
