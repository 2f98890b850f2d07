import type { Option } from 'fp-ts/lib/Option.js';
import type { TaskEither } from 'fp-ts/lib/TaskEither.js';
import type { BusinessTransaction } from '../domain/business-transaction.js';
import type { CampaignEffect } from '../domain/campaign-effect.js';
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

/** A decoded message and its delivery. */
export interface Arrival {
  readonly transaction: BusinessTransaction;
  readonly delivery: Delivery;
}

/** Decoded messages, and the reader's positions after them. */
export interface WarehouseBatch {
  readonly arrivals: ReadonlyArray<Arrival>;
  readonly deadLetters: ReadonlyArray<DeadLetter>;
  readonly positions: ReadonlyArray<Position>;
  /** The subscriber that has claimed the partitions of `positions`. */
  readonly subscriber: string;
}

/** The place of a message on a topic. */
export type Place = Pick<Delivery, 'partition' | 'offset'>;

/**
 * The reason that a message cannot be applied: this release cannot decode it, the store cannot hold it, or it contradicts a version
 * in the warehouse.
 */
export type DeadLetterKind = 'unreadable' | 'unstorable' | 'conflict';

/** A message that cannot be applied, stored separately so that it does not block other messages. */
export interface DeadLetter {
  readonly kind: DeadLetterKind;
  readonly delivery: Delivery;
  readonly error: string;
}

/** The warehouse as a subscriber writes it. */
export interface Warehouse {
  /** Claims the partitions until another subscriber claims them. Returns the positions and marks of those read before. */
  readonly claim: (
    partitions: ReadonlyArray<Partition>,
    subscriber: string,
  ) => TaskEither<StoreFailure, ReadonlyArray<Claimed>>;
  /**
   * Stores entities, versions, metrics and positions in one durable transaction. Each version of a customer counts exactly once, also
   * if it arrives twice or late; a late version never replaces a newer current value. An arrival that contradicts a version becomes a
   * dead letter; returns these.
   */
  readonly apply: (
    batch: WarehouseBatch,
  ) => TaskEither<StoreFailure | PartitionsLost | Unstorable, ReadonlyArray<DeadLetter>>;
  /** Stores the marks of the partitions that the subscriber has claimed; ignores others. */
  readonly mark: (marks: ReadonlyArray<Mark>, subscriber: string) => TaskEither<StoreFailure, void>;
  /**
   * Deletes positions and marks of the partitions that the subscriber has claimed; ignores others. Their dead letters are kept under a
   * cluster name with the time appended, because the same places now belong to the recreated topic.
   */
  readonly startOver: (partitions: ReadonlyArray<Partition>, subscriber: string) => TaskEither<StoreFailure, void>;
}

/** The number of corrected rows in each table that is derived from the versions. */
export interface Rederived {
  readonly customers: number;
  readonly population: number;
  readonly moves: number;
  readonly campaigns: number;
  readonly gaps: number;
}

/** A correction of versions in a warehouse. */
export interface Correction {
  /** Transactions that the journal does not have. Their versions are removed from the warehouse and stored separately. */
  readonly removed: ReadonlyArray<TransactionRef>;
  /** The correct versions, which replace those in the warehouse. */
  readonly restored: ReadonlyArray<BusinessTransaction>;
}

/** The operator's repairs of a warehouse, which may run while subscribers run. */
export interface WarehouseRepair {
  /** Returns the given versions that the warehouse has and can decode, in any order. */
  readonly stored: (
    versions: ReadonlyArray<VersionRef>,
  ) => TaskEither<StoreFailure, ReadonlyArray<BusinessTransaction>>;
  /** At most `limit` of the stored versions, in order of refId and version, after `after` unless it is null. */
  readonly names: (after: VersionRef | null, limit: number) => TaskEither<StoreFailure, ReadonlyArray<TransactionRef>>;
  /**
   * Corrects versions in one transaction, without the tables derived from them: see `rederive`. Ignores a removal whose transactionId
   * differs from the stored one.
   */
  readonly correct: (correction: Correction) => TaskEither<StoreFailure, void>;
  /** Recomputes everything derived from the versions: current customers, population, moves, campaigns and gaps. Reads all versions. */
  readonly rederive: TaskEither<StoreFailure, Rederived>;
}

/** The operator's actions on dead letters. */
export interface DeadLetters {
  /** At most `limit` dead letters in order of place, after `after` unless it is null. */
  readonly list: (after: Place | null, limit: number) => TaskEither<StoreFailure, ReadonlyArray<DeadLetter>>;
  /**
   * Deletes the dead letters at these places and applies the transactions decoded from them, in one transaction. Returns the number
   * of deleted dead letters. Fails with Unstorable, and changes nothing, if one of the transactions contradicts a version.
   */
  readonly resolve: (
    places: ReadonlyArray<Place>,
    found: ReadonlyArray<BusinessTransaction>,
  ) => TaskEither<StoreFailure | Unstorable, number>;
}

/** The warehouse's reports, as of the latest applied batch. */
export interface WarehouseReports {
  /** In order of segment. Customers without a segment come last, under null. */
  readonly segments: TaskEither<StoreFailure, ReadonlyArray<SegmentPopulation>>;
  /** The moves from day `from` to day `to` inclusive (YYYY-MM-DD in the warehouse's time zone), in order of day, from and to. */
  readonly segmentMoves: (from: string, to: string) => TaskEither<StoreFailure, ReadonlyArray<SegmentMoves>>;
  readonly customer: (customer: CustomerRef) => TaskEither<StoreFailure, Option<CustomerRecord>>;
  /** The applied changes of a campaign; none if it is unknown. */
  readonly campaign: (campaignId: string) => TaskEither<StoreFailure, CampaignEffect>;
  readonly freshness: TaskEither<StoreFailure, Freshness>;
}
