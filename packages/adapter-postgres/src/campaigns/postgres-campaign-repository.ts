import type { Campaign, CampaignNotFound, CampaignRepository, Standing, StateNotAllowed } from '@casm/core';
import * as E from 'fp-ts/lib/Either.js';
import { pipe } from 'fp-ts/lib/function.js';
import * as O from 'fp-ts/lib/Option.js';
import * as TE from 'fp-ts/lib/TaskEither.js';
import type { Pool } from '../connection-pool.js';
import { toStoreFailure } from '../failures.js';
import { transactionOn } from '../transaction.js';
import { campaignReadsIn } from './campaign-reads.js';
import { endedAt } from './campaign-rows.js';

/** CampaignRepository on PostgreSQL. */
export const postgresCampaignRepository = (pool: Pool, schema: string): CampaignRepository => {
  const reads = campaignReadsIn(schema);
  const store = `update ${schema}.campaign set state = $2, validating = $3, ended_at = ${endedAt} where campaign_id = $1`;

  const move = (
    campaignId: string,
    decide: (campaign: Campaign) => E.Either<StateNotAllowed, Standing>,
  ): Promise<E.Either<CampaignNotFound | StateNotAllowed, Campaign>> =>
    transactionOn(pool, async (client) => {
      // A chunk commit holds a share lock on the campaign, so the results of a finished chunk are visible to this read.
      await client.query(`select from ${schema}.campaign where campaign_id = $1 for update`, [campaignId]);
      const campaign = await reads.find(client, campaignId);
      if (O.isNone(campaign)) return E.left({ _tag: 'CampaignNotFound', campaignId });
      const standing = decide(campaign.value);
      if (E.isLeft(standing)) return standing;
      const { state, validating } = standing.right;
      await client.query(store, [campaignId, state, validating]);
      return E.right({ ...campaign.value, state, validating });
    });

  return {
    find: (campaignId) => TE.tryCatch(() => reads.find(pool, campaignId), toStoreFailure),
    list: (before, limit) => TE.tryCatch(() => reads.list(pool, before, limit), toStoreFailure),
    move: (campaignId, decide) =>
      pipe(
        TE.tryCatch(() => move(campaignId, decide), toStoreFailure),
        TE.flatMapEither((answer) => answer),
      ),
    results: (campaignId, asked) => TE.tryCatch(() => reads.results(pool, campaignId, asked), toStoreFailure),
  };
};
