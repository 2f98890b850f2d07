/** What every command has beside the members of its operation. */
export interface Command {
  /** The caller's idempotency key. */
  readonly requestId: string;
  readonly reason?: string;
}
