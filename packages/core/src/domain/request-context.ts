import { ClientName, UserName } from './business-transaction.js';
import { WiringDefect } from './wiring-defect.js';

/** The facts about a request that are not in its body. The adapter that authenticates the caller provides them. */
export interface RequestContext {
  /** The authenticated client: the scope of its requestIds, and the initiator of its changes. 1 to 128 characters. */
  readonly client: string;
  /** The user that the client acts for, if the token names one. It is recorded with the initiator. 1 to 255 characters. */
  readonly onBehalfOf?: string | null;
  /** The versions of the customer that the caller accepts (If-Match); null for any. */
  readonly expectedVersions: ReadonlyArray<number> | null;
  /** Milliseconds since the epoch. Until then a change that conflicts with a concurrent one is retried. */
  readonly deadline: number;
  /** W3C traceparent, if the caller sent one. */
  readonly traceparent: string | null;
}

/** Returns the traceparent, or null if it is not well-formed, as W3C Trace Context requires. */
export const wellFormedTraceparent = (value: string | null): string | null =>
  value !== null && /^00-(?!0{32})[0-9a-f]{32}-(?!0{16})[0-9a-f]{16}-[0-9a-f]{2}$/.test(value) ? value : null;

/** Returns the context with a valid traceparent or null. Throws a WiringDefect if the client, the user or the deadline is invalid. */
export const soundContext = (context: RequestContext): RequestContext => {
  if (!ClientName.is(context.client)) throw new WiringDefect(`the client must be ${ClientName.name}`);
  if (context.onBehalfOf !== undefined && context.onBehalfOf !== null && !UserName.is(context.onBehalfOf))
    throw new WiringDefect(`onBehalfOf must be ${UserName.name}`);
  if (!Number.isFinite(context.deadline)) throw new WiringDefect('the deadline must be a number of milliseconds');
  return { ...context, traceparent: wellFormedTraceparent(context.traceparent) };
};
