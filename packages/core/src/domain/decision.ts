import type { Either } from 'fp-ts/lib/Either.js';
import type { Option } from 'fp-ts/lib/Option.js';
import type { BusinessTransaction } from './business-transaction.js';
import type { Catalogue } from './catalogue.js';
import type { Instant } from './codecs.js';
import type { Customer } from './customer.js';
import type { PublicationBacklog } from './failure.js';
import type { Rejected } from './rejection.js';

/** A customer and the time of its latest change. */
export interface Current {
  readonly customer: Customer;
  readonly occurredAt: Instant;
}

/** The stored data that a decision is based on. */
export interface Facts {
  /** None if the customer does not exist. */
  readonly current: Option<Current>;
  /** True if the external id that the request assigns belongs to a customer already, including a deactivated one. */
  readonly externalIdTaken: boolean;
  readonly catalogue: Catalogue;
}

/** The outcome of a decision, before it is committed. */
export interface CustomerChange {
  /** The transaction to answer with, to journal and to publish. If its `changes` is empty, only the answer is stored. */
  readonly transaction: BusinessTransaction;
  /** The topics to publish it to, each once; empty if nothing changed. */
  readonly topics: ReadonlyArray<string>;
  /** The assigned catalogue entries, which must still be ACTIVE when the change is committed; null if none is assigned. */
  readonly assigns: {
    readonly customerSegment: string | null;
    readonly stateReason: string | null;
    /** The profile that a creation uses. */
    readonly customerProfile: string | null;
  };
}

/** The reason for the absence of a change: a rejection, or a full outbox. */
export type Undecided = Rejected | PublicationBacklog;

/** Decides on a change. Synchronous, and safe to call again with newer facts; the domain's decisions are pure. `at` is now. */
export type Decide<L extends Undecided = Undecided> = (facts: Facts, at: Instant) => Either<L, CustomerChange>;
