import type { TaskEither } from 'fp-ts/lib/TaskEither.js';
import type { Campaign } from '../campaigns/campaign.js';
import type { CampaignRow } from '../campaigns/campaign-row.js';
import type { CampaignNotFound } from '../campaigns/transitions.js';
import type { StoreFailure } from '../domain/failure.js';
import type { Rejected } from '../domain/rejection.js';
import type { RequestKey } from './request-key.js';

/**
 * Loads the rows of a campaign: open, append in order, seal. An unsealed campaign can only be appended to, sealed or discarded. A
 * campaign has one loader at a time.
 */
export interface CampaignLoading {
  /**
   * Stores a draft without rows, durably. Idempotent by client and requestId: a repeated request gets the sealed campaign, or is
   * Rejected with RequestIdReused if its content differs. An unsealed campaign of the same request is discarded first, because its
   * loader has stopped.
   */
  readonly open: (draft: Campaign, key: RequestKey) => TaskEither<Rejected | StoreFailure, Campaign>;
  /**
   * Appends rows in ascending order of line. CampaignNotFound means that another loader has replaced this one. Do not retry after a
   * failure; discard the campaign.
   */
  readonly append: (
    campaignId: string,
    rows: ReadonlyArray<CampaignRow>,
  ) => TaskEither<CampaignNotFound | StoreFailure, void>;
  /**
   * Ends the loading, durably. If the campaign has a filter, the customers that it selects now become the rows. If several rows name
   * one customer, by either id, all but the last are duplicates. Retry after a StoreFailure.
   */
  readonly seal: (campaignId: string) => TaskEither<CampaignNotFound | StoreFailure, Campaign>;
  /** Deletes an unsealed campaign with its rows. Succeeds if there is none. */
  readonly discard: (campaignId: string) => TaskEither<StoreFailure, void>;
}
