/** What the caller's connection says, beside the body. Comes from the adapter that authenticated the caller. */
export interface RequestContext {
  /** The authenticated client: scope of its requestIds, and initiator of what it changes. */
  readonly client: string;
  /** The version that the caller saw (If-Match); null: whichever there is. */
  readonly expectedVersion: number | null;
  /** Milliseconds since the epoch; until then the change is retried when others come between. */
  readonly deadline: number;
  /** W3C traceparent, if the caller sent one. */
  readonly traceparent: string | null;
}
