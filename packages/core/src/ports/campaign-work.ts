import type { TaskEither } from 'fp-ts/lib/TaskEither.js';
import type { Tally } from '../campaigns/campaign.js';
import type { DecideRow } from '../campaigns/decide-row.js';
import type { StoreFailure } from '../domain/failure.js';

/** The result of one chunk. */
export interface WorkedChunk {
  readonly campaignId: string;
  readonly phase: 'validate' | 'run';
  /** The number of rows that received their result. */
  readonly settled: number;
  /** These rows by outcome; of a validation, the forecast. */
  readonly outcomes: Tally;
  /** The number of rows to be retried, because their customers were locked or changed concurrently. */
  readonly left: number;
}

/** The processing of campaigns. */
export interface CampaignWork {
  /**
   * Leases a chunk of a campaign that is being validated, or that is RUNNING and due, and decides its rows. A run also commits the
   * changes: customer, segment history, journal, outbox and the rows' results in one transaction. Null if there is no work.
   *
   * Idempotency: the result of a row is final, so a row changes its customer once, also if a process dies. Order: a change is decided
   * on the customer's latest version, and decided again if a concurrent change comes first. Concurrency: the lease of a chunk lasts
   * `leaseMs` milliseconds; any number of holders share a campaign, and calls of one holder must not overlap. When no row is left, a
   * later call sets the campaign to VALIDATED or COMPLETED. After a StoreFailure it is unknown whether the chunk was committed; retry.
   *
   * A run decides and commits at most `mostRows` rows of the chunk; by default all. The next call of the holder continues with the others.
   * Fewer rows lock fewer customers for a shorter time.
   */
  readonly work: (
    holder: string,
    leaseMs: number,
    decide: DecideRow,
    mostRows?: number,
  ) => TaskEither<StoreFailure, WorkedChunk | null>;
}
