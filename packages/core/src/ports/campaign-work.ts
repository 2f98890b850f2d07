import type { TaskEither } from 'fp-ts/lib/TaskEither.js';
import type { DecideRow } from '../campaigns/decide-row.js';
import type { StoreFailure } from '../domain/failure.js';

/** A chunk that was worked on. */
export interface WorkedChunk {
  readonly campaignId: string;
  readonly phase: 'validate' | 'run';
  /** How many rows have come to their end by it. */
  readonly settled: number;
  /** How many could not yet: their customers are locked, or were changed meanwhile. They are taken up again. */
  readonly left: number;
}

export interface CampaignWork {
  /**
   * Takes a chunk of a campaign that is RUNNING (and due) or being validated, decides its rows and, where it runs, commits the changes:
   * customer, segment history, journal, outbox and the rows' results together or not at all. Null: there is nothing to do.
   *
   * Idempotency: a row has one result for ever, so whatever dies in between, a row is changed once. Order: a change is decided on the
   * customer's latest version; when another change came first it is decided anew. Concurrency: a chunk is one holder's for `leaseMs`
   * milliseconds; any number of holders share a campaign, and calls of one holder must not overlap. When no row is left, the campaign
   * becomes VALIDATED or COMPLETED by a later call. A StoreFailure: the chunk was committed or it was not; call again.
   */
  readonly work: (holder: string, leaseMs: number, decide: DecideRow) => TaskEither<StoreFailure, WorkedChunk | null>;
}
