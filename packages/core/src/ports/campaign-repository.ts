import type { Either } from 'fp-ts/lib/Either.js';
import type { Option } from 'fp-ts/lib/Option.js';
import type { TaskEither } from 'fp-ts/lib/TaskEither.js';
import type { Campaign } from '../campaigns/campaign.js';
import type { RowResult } from '../campaigns/campaign-row.js';
import type { RowOutcome } from '../campaigns/row-outcome.js';
import type { CampaignNotFound, Standing, StateNotAllowed } from '../campaigns/transitions.js';
import type { StoreFailure } from '../domain/failure.js';

/** Selects results of a campaign's rows. */
export interface RowPage {
  /** Null for any outcome. */
  readonly outcome: RowOutcome | null;
  /** The line after which the page begins; 0 for the first page. */
  readonly after: number;
  /** The most results of the page. */
  readonly limit: number;
}

/** Campaigns as last committed. Every call may be retried after a StoreFailure. */
export interface CampaignRepository {
  readonly find: (campaignId: string) => TaskEither<StoreFailure, Option<Campaign>>;
  /** At most `limit` campaigns with ids below `before` (null for the first page), in descending order of id. */
  readonly list: (before: string | null, limit: number) => TaskEither<StoreFailure, ReadonlyArray<Campaign>>;
  /**
   * Decides on the current campaign and stores its new state, durably. A pause or cancellation waits for chunks that are being
   * committed; after it, no customer is changed.
   */
  readonly move: (
    campaignId: string,
    decide: (campaign: Campaign) => Either<StateNotAllowed, Standing>,
  ) => TaskEither<CampaignNotFound | StateNotAllowed | StoreFailure, Campaign>;
  /** The results of the rows that have one, in order of line; empty if the campaign does not exist. */
  readonly results: (campaignId: string, page: RowPage) => TaskEither<StoreFailure, ReadonlyArray<RowResult>>;
}
