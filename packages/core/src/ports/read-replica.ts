import type { CampaignRepository } from './campaign-repository.js';
import type { CatalogueRepository } from './catalogue-repository.js';
import type { CustomerDirectory } from './customer-directory.js';
import type { CustomerHistory } from './customer-history.js';
import type { CustomerRepository } from './customer-repository.js';
import type { TransactionLog } from './transaction-log.js';

/**
 * The ports that a replica of the store can serve. Their answers are as of an earlier moment: they serve neither a decision nor a
 * precondition, and the effective segment is not among them.
 */
export interface ReplicaPorts {
  readonly customers: Pick<CustomerRepository, 'find'>;
  /** Fails if the replica has not reached the version of `before`: the page would have a gap. */
  readonly history: CustomerHistory;
  /** Whoever lists by `changedSince` must subtract the lag, or misses the changes that had not arrived. */
  readonly directory: Pick<CustomerDirectory, 'list'>;
  /** A list of all customers ends earlier by the lag, so that a reader that continues from `next` misses nothing. */
  readonly transactions: TransactionLog;
  readonly catalogue: Pick<CatalogueRepository, 'read'>;
  /** `results` fails until the campaign has ended on the replica: the list would lack rows without a sign. */
  readonly campaigns: Pick<CampaignRepository, 'find' | 'list' | 'results'>;
}

/** The reads of one request. A later one never reads an older state than an earlier one. */
export interface ReplicaReading {
  readonly ports: ReplicaPorts;
  /**
   * An upper bound of the age of the oldest state that was read, in milliseconds: when the read began, the state contained every
   * change that had been answered so long before. Null if nothing has been read.
   */
  readonly lagMs: () => number | null;
}

/**
 * A copy of the store that follows it with a lag. It waits for nothing of the store, and the store for nothing of it. A replica that
 * does not answer, or whose age is unknown or above the bound, fails the read: the store can serve it instead.
 */
export interface ReadReplica {
  /** Begins the reads of a request. `mostLagMs` is its own bound of the age, beside that of the replica; null for none. */
  readonly begin: (mostLagMs: number | null) => ReplicaReading;
}
