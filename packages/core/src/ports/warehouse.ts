import type { Option } from 'fp-ts/lib/Option.js';
import type { TaskEither } from 'fp-ts/lib/TaskEither.js';
import type { BusinessTransaction } from '../domain/business-transaction.js';
import type { CustomerRef } from '../domain/customer.js';
import type { StoreFailure, Unstorable } from '../domain/failure.js';
import type { TransactionRef, VersionRef } from '../domain/version-ref.js';
import type { CustomerRecord, Freshness, SegmentMoves, SegmentPopulation } from '../domain/warehouse-reports.js';
import type {
  Claimed,
  Delivery,
  Mark,
  Partition,
  PartitionsLost,
  Position,
} from './business-transaction-subscription.js';

/** A decoded message. */
export interface Arrival {
  readonly transaction: BusinessTransaction;
  readonly delivery: Delivery;
}

/** Decoded messages and where they leave their reader. */
export interface WarehouseBatch {
  readonly arrivals: ReadonlyArray<Arrival>;
  readonly deadLetters: ReadonlyArray<DeadLetter>;
  readonly positions: ReadonlyArray<Position>;
  /** Who has claimed the partitions of `positions`. */
  readonly subscriber: string;
}

/** Where a message lies on a topic. */
export type Place = Pick<Delivery, 'partition' | 'offset'>;

/**
 * Why a message cannot be applied: this release cannot read it, the store can never hold it, or it contradicts a version
 * that the warehouse has.
 */
export type DeadLetterKind = 'unreadable' | 'unstorable' | 'conflict';

/** A message that cannot be applied: kept aside so that it holds up nobody. */
export interface DeadLetter {
  readonly kind: DeadLetterKind;
  readonly delivery: Delivery;
  readonly error: string;
}

/** What a subscriber writes. */
export interface Warehouse {
  /** The partitions are the subscriber's until another claims them. Answers where to go on in those read before. */
  readonly claim: (
    partitions: ReadonlyArray<Partition>,
    subscriber: string,
  ) => TaskEither<StoreFailure, ReadonlyArray<Claimed>>;
  /**
   * Stores entities, versions, metrics and positions together, durably, or nothing. Each (customer, version) counts
   * exactly once whatever arrives twice or late; a late version never replaces a newer current value. An arrival that
   * contradicts a version becomes a dead letter; answers with these.
   */
  readonly apply: (
    batch: WarehouseBatch,
  ) => TaskEither<StoreFailure | PartitionsLost | Unstorable, ReadonlyArray<DeadLetter>>;
  /** Keeps the marks of those partitions that are the subscriber's. */
  readonly mark: (marks: ReadonlyArray<Mark>, subscriber: string) => TaskEither<StoreFailure, void>;
  /**
   * Gives up positions and marks in those of the partitions that are the subscriber's. Their dead letters stay, under a
   * cluster's name that says until when: the same places are another topic's from now on.
   */
  readonly startOver: (partitions: ReadonlyArray<Partition>, subscriber: string) => TaskEither<StoreFailure, void>;
}

/** How many rows of what follows from the versions were wrong. */
export interface Rederived {
  readonly customers: number;
  readonly population: number;
  readonly moves: number;
  readonly gaps: number;
}

/** What is wrong in a warehouse, and what is right. */
export interface Correction {
  /** Transactions that never happened: their versions leave the warehouse and are kept aside. */
  readonly removed: ReadonlyArray<TransactionRef>;
  /** Versions as they are, written over whatever is there under their names. */
  readonly restored: ReadonlyArray<BusinessTransaction>;
}

/** What an operator does to a warehouse, beside any number of subscribers. */
export interface WarehouseRepair {
  /** Those of the given versions that the warehouse has and can read, as they arrived; in any order. */
  readonly held: (versions: ReadonlyArray<VersionRef>) => TaskEither<StoreFailure, ReadonlyArray<BusinessTransaction>>;
  /** At most `limit` of all that it has, in order of refId and version, those behind `after` where it is given. */
  readonly names: (after: VersionRef | null, limit: number) => TaskEither<StoreFailure, ReadonlyArray<TransactionRef>>;
  /** Corrects versions, together, and nothing that follows from them: see `rederive`. A removal under another transactionId than the held one does nothing. */
  readonly correct: (correction: Correction) => TaskEither<StoreFailure, void>;
  /** Computes again all that follows from the versions: current customers, population, moves, gaps. Reads everything. */
  readonly rederive: TaskEither<StoreFailure, Rederived>;
}

/** What an operator does about messages that could not be applied. */
export interface DeadLetters {
  /** At most `limit` of them, in order of their places, those behind `after` where it is given. */
  readonly list: (after: Place | null, limit: number) => TaskEither<StoreFailure, ReadonlyArray<DeadLetter>>;
  /**
   * Forgets the dead letters at these places and applies the transactions that were found in them, together. Answers how
   * many it forgot. Nothing is done, and Unstorable says why, where one of the transactions contradicts a version.
   */
  readonly resolve: (
    places: ReadonlyArray<Place>,
    found: ReadonlyArray<BusinessTransaction>,
  ) => TaskEither<StoreFailure | Unstorable, number>;
}

/** What a DWH reader asks. All of it is as of the latest applied batch. */
export interface WarehouseReports {
  /** Ordered by segment; customers without a segment come last, under null. */
  readonly segments: TaskEither<StoreFailure, ReadonlyArray<SegmentPopulation>>;
  /** Days from `from` to `to`, both included (YYYY-MM-DD in the warehouse's time zone), ordered by day, from, to. */
  readonly segmentMoves: (from: string, to: string) => TaskEither<StoreFailure, ReadonlyArray<SegmentMoves>>;
  readonly customer: (customer: CustomerRef) => TaskEither<StoreFailure, Option<CustomerRecord>>;
  readonly freshness: TaskEither<StoreFailure, Freshness>;
}
