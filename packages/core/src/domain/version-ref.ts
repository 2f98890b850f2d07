/** The identity of one version of one customer. */
export interface VersionRef {
  readonly refId: string;
  readonly version: number;
}

/** One version of one customer, and the transaction that made it. */
export interface TransactionRef extends VersionRef {
  readonly transactionId: string;
}

/** A map key that is unique for each version of each customer. */
export const nameOfVersion = ({ refId, version }: VersionRef): string => `${version} ${refId}`;
