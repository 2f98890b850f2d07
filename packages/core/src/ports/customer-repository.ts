import type { Option } from 'fp-ts/lib/Option.js';
import type { TaskEither } from 'fp-ts/lib/TaskEither.js';
import type { BusinessTransaction } from '../domain/business-transaction.js';
import type { Customer, CustomerRef } from '../domain/customer.js';
import type { Decide } from '../domain/decision.js';
import type { EffectiveSegment } from '../domain/effective-segment.js';
import type { Failure, ReadFailure } from '../domain/failure.js';
import type { Rejected } from '../domain/rejection.js';
import type { RequestKey } from './request-key.js';

export interface ChangeRequest {
  /** Whose change: for a creation the id that the new customer gets. */
  readonly customer: CustomerRef;
  /** The external id that the change would take, if any. */
  readonly claimsExternalId: string | null;
  readonly key: RequestKey;
  /** Milliseconds since the epoch; past it a change that others keep overtaking fails with CustomerBusy. */
  readonly deadline: number;
  /** W3C traceparent of the caller, travels with the message. */
  readonly traceparent: string | null;
}

/** The answer to a change, as durable as the change. */
export interface Receipt {
  readonly transaction: BusinessTransaction;
  /** The transaction as JSON: these very bytes are journaled, published and, on a repeat, answered again. */
  readonly body: string;
  /** True if the requestId had been answered before and nothing was done now. */
  readonly replayed: boolean;
}

export interface CustomerRepository {
  /**
   * Loads the facts, decides, and makes the decision durable: customer, segment history, journal, outbox and request
   * key together or not at all. Success means committed durably.
   *
   * Order: within a process one customer's changes take effect in the order of the calls. Concurrency: if another
   * change of this customer or of the catalogue came between, it loads and decides again until `deadline`.
   * Idempotency: a key seen before gets its stored receipt without a decision (another content or operation:
   * RequestIdReused). A Rejected is never stored. OutcomeUnknown: retry with the same key. Any other failure: nothing happened; a
   * retry helps, except after StoreMisconfigured and Unstorable.
   */
  readonly change: (request: ChangeRequest, decide: Decide) => TaskEither<Rejected | Failure, Receipt>;
  /** The customer as last committed. */
  readonly find: (customer: CustomerRef) => TaskEither<ReadFailure, Option<Customer>>;
  /**
   * The segment of each customer as last committed, all of one moment, in the order of the question; none: no such customer. For 1,000
   * customers at most. Concurrency: reads may share a round trip, but none joins one that was sent before the read began, so
   * a change that was answered before counts.
   */
  readonly effectiveSegments: (
    customers: ReadonlyArray<CustomerRef>,
  ) => TaskEither<ReadFailure, ReadonlyArray<Option<EffectiveSegment>>>;
}
