/** The members that every command has in addition to those of its operation. */
export interface Command {
  /** The caller's idempotency key. */
  readonly requestId: string;
  readonly reason?: string;
}
