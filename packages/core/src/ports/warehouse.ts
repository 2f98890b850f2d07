import type { Option } from 'fp-ts/lib/Option.js';
import type { TaskEither } from 'fp-ts/lib/TaskEither.js';
import type { BusinessTransaction } from '../domain/business-transaction.js';
import type { CustomerRef } from '../domain/customer.js';
import type { StoreUnavailable } from '../domain/failure.js';
import type { CustomerRecord, Freshness, SegmentMoves, SegmentPopulation } from '../domain/warehouse-reports.js';
import type { Delivery, Partition, Position } from './business-transaction-subscription.js';
import type { VersionRef } from './journal.js';

/** A message that is no Business Transaction: kept aside so that it holds up nobody. */
export interface DeadLetter {
  readonly delivery: Delivery;
  readonly error: string;
}

/** Decoded messages and where they leave their reader. */
export interface WarehouseBatch {
  readonly transactions: ReadonlyArray<BusinessTransaction>;
  readonly deadLetters: ReadonlyArray<DeadLetter>;
  readonly positions: ReadonlyArray<Position>;
}

export interface Warehouse {
  readonly positions: (partitions: ReadonlyArray<Partition>) => TaskEither<StoreUnavailable, ReadonlyArray<Position>>;
  /**
   * Stores entities, versions, metrics and positions together, durably. Each (customer, version) counts exactly once
   * whatever arrives twice or late; a late version never replaces a newer current value.
   */
  readonly apply: (batch: WarehouseBatch) => TaskEither<StoreUnavailable, void>;
  /** Those of the given versions that the warehouse does not have. */
  readonly missing: (versions: ReadonlyArray<VersionRef>) => TaskEither<StoreUnavailable, ReadonlyArray<VersionRef>>;
}

/** What a DWH reader asks. All of it is as of the latest applied batch. */
export interface WarehouseReports {
  /** Ordered by segment; customers without a segment come last, under null. */
  readonly segments: TaskEither<StoreUnavailable, ReadonlyArray<SegmentPopulation>>;
  /** Days from `from` to `to`, both included (YYYY-MM-DD in the warehouse's time zone), ordered by day, from, to. */
  readonly segmentMoves: (from: string, to: string) => TaskEither<StoreUnavailable, ReadonlyArray<SegmentMoves>>;
  readonly customer: (customer: CustomerRef) => TaskEither<StoreUnavailable, Option<CustomerRecord>>;
  readonly freshness: TaskEither<StoreUnavailable, Freshness>;
}
