import type { Either } from 'fp-ts/lib/Either.js';
import type { Option } from 'fp-ts/lib/Option.js';
import type { BusinessTransaction } from './business-transaction.js';
import type { Catalogue } from './catalogue.js';
import type { Instant } from './codecs.js';
import type { Customer } from './customer.js';
import type { PublicationBacklog } from './failure.js';
import type { Rejected } from './rejection.js';

/** A customer and the moment of its latest change. */
export interface Current {
  readonly customer: Customer;
  readonly occurredAt: Instant;
}

/** What is true at the moment of the decision. */
export interface Facts {
  /** None if there is no such customer. */
  readonly current: Option<Current>;
  /** True if the external id that the request claims belongs to a customer already, Deactivated ones included. */
  readonly externalIdTaken: boolean;
  readonly catalogue: Catalogue;
}

/** A decision that is yet to be made durable. */
export interface CustomerChange {
  /** What is answered, journaled and published. No `changes`: nothing but the answer is kept. */
  readonly transaction: BusinessTransaction;
  /** The topics it goes to, each once; empty if nothing changed. */
  readonly topics: ReadonlyArray<string>;
  /** Catalogue entries that must still be ACTIVE when the change is committed; null where none was assigned. */
  readonly assigns: {
    readonly customerSegment: string | null;
    readonly stateReason: string | null;
    /** The profile that a creation was made by. */
    readonly customerProfile: string | null;
  };
}

/** Why there is no change: the business says no, or nothing is decided now. */
export type Undecided = Rejected | PublicationBacklog;

/** Synchronous and safe to run again on newer facts; those of the domain are pure. `at` is the present moment. */
export type Decide<L extends Undecided = Undecided> = (facts: Facts, at: Instant) => Either<L, CustomerChange>;
