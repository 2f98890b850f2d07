import type { Either } from 'fp-ts/lib/Either.js';
import type { Option } from 'fp-ts/lib/Option.js';
import type { TaskEither } from 'fp-ts/lib/TaskEither.js';
import type { Campaign, RowOutcome } from '../campaigns/campaign.js';
import type { RowResult } from '../campaigns/campaign-row.js';
import type { CampaignNotFound, Standing, StateNotAllowed } from '../campaigns/transitions.js';
import type { StoreFailure } from '../domain/failure.js';

/** Which results of a campaign's rows. */
export interface RowPage {
  /** Null: whatever it is. */
  readonly outcome: RowOutcome | null;
  /** The line after which the page begins; 0: from the first. */
  readonly after: number;
  readonly limit: number;
}

/** Campaigns as last committed. After a StoreFailure a call can be repeated. */
export interface CampaignRepository {
  readonly find: (campaignId: string) => TaskEither<StoreFailure, Option<Campaign>>;
  /** At most `limit` campaigns whose ids are below `before` (null: from the highest), the highest id first. */
  readonly list: (before: string | null, limit: number) => TaskEither<StoreFailure, ReadonlyArray<Campaign>>;
  /**
   * Decides on the present campaign and stores where it stands then, durably. When a RUNNING campaign has been paused or cancelled, no
   * row of it is changed any more: chunks that are being committed are waited for.
   */
  readonly move: (
    campaignId: string,
    decide: (campaign: Campaign) => Either<StateNotAllowed, Standing>,
  ) => TaskEither<CampaignNotFound | StateNotAllowed | StoreFailure, Campaign>;
  /** The results of rows that have one, in order of their lines; empty for a campaign that there is not. */
  readonly results: (campaignId: string, page: RowPage) => TaskEither<StoreFailure, ReadonlyArray<RowResult>>;
}
