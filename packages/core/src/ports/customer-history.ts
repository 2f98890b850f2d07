import type { Option } from 'fp-ts/lib/Option.js';
import type { TaskEither } from 'fp-ts/lib/TaskEither.js';
import type { Instant } from '../domain/codecs.js';
import type { Customer, CustomerRef } from '../domain/customer.js';
import type { ReadFailure } from '../domain/failure.js';
import type { SegmentPeriod, StatePeriod } from '../domain/history-period.js';

/** Selects periods of a history, newest first. A member that is null does not restrict the selection. */
export interface HistoryPage {
  /** The most periods of the page. */
  readonly limit: number;
  /** Selects periods that began with a version below this one. */
  readonly before: number | null;
  /** Selects the period that contains this time. */
  readonly asOf: Instant | null;
}

/** A consistent snapshot of a customer and the newest periods of both histories. */
export interface CustomerSnapshot {
  readonly customer: Customer;
  readonly segments: ReadonlyArray<SegmentPeriod>;
  readonly states: ReadonlyArray<StatePeriod>;
}

/** Reads histories as last committed; none if the customer does not exist. Every call may be retried. */
export interface CustomerHistory {
  readonly segments: (
    customer: CustomerRef,
    page: HistoryPage,
  ) => TaskEither<ReadFailure, Option<ReadonlyArray<SegmentPeriod>>>;
  readonly states: (
    customer: CustomerRef,
    page: HistoryPage,
  ) => TaskEither<ReadFailure, Option<ReadonlyArray<StatePeriod>>>;
  /** At most `limit` periods of each history. */
  readonly snapshot: (customer: CustomerRef, limit: number) => TaskEither<ReadFailure, Option<CustomerSnapshot>>;
}
