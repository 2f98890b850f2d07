import type { TaskEither } from 'fp-ts/lib/TaskEither.js';
import type { Campaign } from '../campaigns/campaign.js';
import type { CampaignRow } from '../campaigns/campaign-row.js';
import type { CampaignNotFound } from '../campaigns/transitions.js';
import type { StoreFailure } from '../domain/failure.js';
import type { Rejected } from '../domain/rejection.js';
import type { RequestKey } from './request-key.js';

/**
 * Brings the rows of a campaign in: opened, appended to in order, sealed. Until it is sealed nothing can be done with it but to
 * discard it. One loader at a time.
 */
export interface CampaignLoading {
  /**
   * Stores a draft without rows, durably. Idempotent by client and requestId: a campaign that is sealed is the answer to the same
   * request again (another content: RequestIdReused); one that is not is discarded first, since its loader has gone.
   */
  readonly open: (draft: Campaign, key: RequestKey) => TaskEither<Rejected | StoreFailure, Campaign>;
  /** Appends rows, whose lines grow; a CampaignNotFound says that another loader has taken its place. Not to be repeated after a failure: discard. */
  readonly append: (
    campaignId: string,
    rows: ReadonlyArray<CampaignRow>,
  ) => TaskEither<CampaignNotFound | StoreFailure, void>;
  /**
   * Ends the loading, durably. Where the campaign has a filter, the customers that it chooses at this moment become its rows. Of rows
   * that name one customer, by whichever id, all but the last are duplicates. To be repeated after a StoreFailure.
   */
  readonly seal: (campaignId: string) => TaskEither<CampaignNotFound | StoreFailure, Campaign>;
  /** Removes a campaign that is not sealed, with its rows; there is none: no error. */
  readonly discard: (campaignId: string) => TaskEither<StoreFailure, void>;
}
