/** What makes a call the same call: the authenticated client, its requestId, the operation, and what was asked. */
export interface RequestKey {
  readonly client: string;
  readonly requestId: string;
  readonly operation: string;
  /** The body as canonical JSON: equal for equal requests, however their members were ordered. */
  readonly content: string;
}
