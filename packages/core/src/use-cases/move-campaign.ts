import type * as t from 'io-ts';
import * as E from 'fp-ts/lib/Either.js';
import type { TaskEither } from 'fp-ts/lib/TaskEither.js';
import type { Campaign } from '../campaigns/campaign.js';
import { type CampaignNotFound, standingAfter, type StateNotAllowed } from '../campaigns/transitions.js';
import { closed, decode, described, flag, named, oneOf } from '../domain/codecs.js';
import type { StoreFailure } from '../domain/failure.js';
import { rejected, type Rejected } from '../domain/rejection.js';
import type { CampaignRepository } from '../ports/campaign-repository.js';

/** What is asked of a campaign. */
export const CampaignMove = named(
  'Campaign Move',
  'The state that a campaign is to be in. The state that it is in already changes nothing.',
  closed(
    {
      state: described(
        'VALIDATED begins a dry run, at whose end the campaign is in that state. RUNNING starts or resumes it.',
        oneOf('VALIDATED', 'RUNNING', 'PAUSED', 'CANCELLED'),
        'RUNNING',
      ),
    },
    { skipValidation: described('Whether a DRAFT may run without a dry run.', flag, true) },
  ),
);
export type CampaignMove = t.TypeOf<typeof CampaignMove>;

/**
 * Brings a campaign into the state that `body` asks for. When a RUNNING one has been paused or cancelled, no row of it is changed any
 * more; what was changed stays changed. To be repeated after a StoreFailure.
 */
export const moveCampaign =
  ({ campaigns }: { readonly campaigns: Pick<CampaignRepository, 'move'> }) =>
  (
    campaignId: string,
    body: unknown,
  ): TaskEither<Rejected | CampaignNotFound | StateNotAllowed | StoreFailure, Campaign> =>
  async () => {
    const asked = decode(CampaignMove)(body);
    if (E.isLeft(asked)) return E.left(rejected({ _tag: 'InvalidRequest', violations: asked.left }));
    const { state, skipValidation = false } = asked.right;
    return campaigns.move(campaignId, standingAfter(state, { skipValidation }))();
  };
