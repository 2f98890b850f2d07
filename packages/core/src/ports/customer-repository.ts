import type { Option } from 'fp-ts/lib/Option.js';
import type { TaskEither } from 'fp-ts/lib/TaskEither.js';
import type { BusinessTransaction } from '../domain/business-transaction.js';
import type { Customer, CustomerRef } from '../domain/customer.js';
import type { Decide } from '../domain/decision.js';
import type { EffectiveSegment } from '../domain/effective-segment.js';
import type { Failure, ReadFailure } from '../domain/failure.js';
import type { Rejected } from '../domain/rejection.js';
import type { RequestKey } from './request-key.js';

/** The facts about a change that the store needs before it is decided. */
export interface ChangeRequest {
  /** The customer to change; for a creation, the id of the new customer. */
  readonly customer: CustomerRef;
  /** The external id that the change assigns, or null. */
  readonly claimsExternalId: string | null;
  readonly key: RequestKey;
  /** Milliseconds since the epoch. After it, a change that still conflicts with concurrent ones fails with CustomerBusy. */
  readonly deadline: number;
  /** The caller's W3C traceparent, which is copied to the message. */
  readonly traceparent: string | null;
}

/** The answer to a change, as durable as the change. */
export interface Receipt {
  readonly transaction: BusinessTransaction;
  /** The transaction as JSON. Exactly these bytes are journaled, published and returned to a repeated request. */
  readonly body: string;
  /** True if this is the stored answer to a repeated requestId. */
  readonly replayed: boolean;
}

/** The customers, and the only way to change them. Durable. */
export interface CustomerRepository {
  /**
   * Loads the facts, decides, and commits the decision: customer, segment history, journal, outbox and request key in one
   * transaction. Success means that the commit is durable.
   *
   * Order: within a process, changes of one customer take effect in the order of the calls. Concurrency: after a concurrent change of
   * this customer or of the catalogue, it loads and decides again until `deadline`. Idempotency: a repeated key gets its stored
   * receipt without a decision, or is Rejected with RequestIdReused if its content or operation differs. A Rejected is never stored.
   * After OutcomeUnknown, retry with the same key. After any other failure nothing was changed; a retry helps, except after
   * StoreMisconfigured and Unstorable.
   */
  readonly change: (request: ChangeRequest, decide: Decide) => TaskEither<Rejected | Failure, Receipt>;
  /** The customer as last committed. */
  readonly find: (customer: CustomerRef) => TaskEither<ReadFailure, Option<Customer>>;
  /**
   * A consistent snapshot of each customer's segment as last committed, in the order of the request; none if a customer does not
   * exist. Takes at most 1,000 customers. Concurrency: reads may share a round trip, but a read never joins one that was sent before
   * it began, so it sees every change answered before.
   */
  readonly effectiveSegments: (
    customers: ReadonlyArray<CustomerRef>,
  ) => TaskEither<ReadFailure, ReadonlyArray<Option<EffectiveSegment>>>;
}
