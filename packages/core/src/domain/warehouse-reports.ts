import type { Instant } from './codecs.js';
import type { Customer, LifecycleState } from './customer.js';

/** How many customers are in a segment now, whatever their state; `byState` splits the same number. */
export interface SegmentPopulation {
  readonly customerSegment: string | null;
  readonly customers: number;
  readonly byState: Readonly<Record<LifecycleState, number>>;
}

/** How often customers went from one segment to another on one day. Null: no segment (before a first one). */
export interface SegmentMoves {
  /** YYYY-MM-DD in the warehouse's time zone. */
  readonly day: string;
  readonly from: string | null;
  readonly to: string | null;
  readonly moves: number;
}

export interface CustomerVersion {
  readonly version: number;
  readonly validFrom: Instant;
  /** Null: until now. */
  readonly validTo: Instant | null;
  readonly customer: Customer;
}

/** A customer as the warehouse knows it, with every version it has received, newest first. */
export interface CustomerRecord {
  readonly customer: Customer;
  readonly versions: ReadonlyArray<CustomerVersion>;
}

/** From a change's occurredAt to its commit in the warehouse. */
export interface Freshness {
  /** How many versions have been applied. */
  readonly versions: number;
  /** How many have not arrived although a later one of the same customer has; each counts until it arrives. */
  readonly missingVersions: number;
  /** Messages that could not be applied and wait for an operator. */
  readonly deadLetters: number;
  /** How many of the dead letters contradict a version that the warehouse has: the journal decides (reconcile). */
  readonly conflicts: number;
  /** Milliseconds over the latest versions applied (at most 1000); null before the first. */
  readonly latestMs: { readonly p50: number; readonly p99: number; readonly max: number } | null;
  readonly latestOccurredAt: Instant | null;
}
