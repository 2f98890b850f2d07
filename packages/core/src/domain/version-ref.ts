/** Names one change of one customer. */
export interface VersionRef {
  readonly refId: string;
  readonly version: number;
}

/** One change of one customer, and the transaction that made it. */
export interface TransactionRef extends VersionRef {
  readonly transactionId: string;
}

/** A text that is the same for the same version of the same customer only. */
export const nameOfVersion = ({ refId, version }: VersionRef): string => `${version} ${refId}`;
