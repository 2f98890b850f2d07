import { ClientName } from './business-transaction.js';
import { WiringDefect } from './wiring-defect.js';

/** What the caller's connection says, beside the body. Comes from the adapter that authenticated the caller. */
export interface RequestContext {
  /** The authenticated client: scope of its requestIds, and initiator of what it changes. 1 to 128 characters. */
  readonly client: string;
  /** The versions at which the caller wants the change (If-Match); null: whichever there is. */
  readonly expectedVersions: ReadonlyArray<number> | null;
  /** Milliseconds since the epoch; until then the change is retried when others come between. */
  readonly deadline: number;
  /** W3C traceparent, if the caller sent one. */
  readonly traceparent: string | null;
}

/** A W3C traceparent; one that is not well-formed is as good as none, as the recommendation says. */
export const wellFormedTraceparent = (value: string | null): string | null =>
  value !== null && /^00-(?!0{32})[0-9a-f]{32}-(?!0{16})[0-9a-f]{16}-[0-9a-f]{2}$/.test(value) ? value : null;

/** A client or deadline that is not well-formed is a defect; a traceparent that is not counts as none (W3C Trace Context). */
export const soundContext = (context: RequestContext): RequestContext => {
  if (!ClientName.is(context.client)) throw new WiringDefect(`the client must be ${ClientName.name}`);
  if (!Number.isFinite(context.deadline)) throw new WiringDefect('the deadline must be a number of milliseconds');
  return { ...context, traceparent: wellFormedTraceparent(context.traceparent) };
};
