/** The idempotency key of a call. Two calls are the same if all members are equal. */
export interface RequestKey {
  readonly client: string;
  readonly requestId: string;
  readonly operation: string;
  /** The body as canonical JSON, which does not depend on the order of members. */
  readonly content: string;
}
