import type * as t from 'io-ts';
import * as E from 'fp-ts/lib/Either.js';
import type { TaskEither } from 'fp-ts/lib/TaskEither.js';
import type { Campaign } from '../campaigns/campaign.js';
import { type CampaignNotFound, standingAfter, type StateNotAllowed } from '../campaigns/transitions.js';
import { closed, decode, described, flag, named, oneOf } from '../domain/codecs.js';
import type { StoreFailure } from '../domain/failure.js';
import { rejected, type Rejected } from '../domain/rejection.js';
import type { CampaignRepository } from '../ports/campaign-repository.js';

/** A request for a transition of a campaign. */
export const CampaignMove = named(
  'Campaign Move',
  'The requested state of a campaign. A request for its current state changes nothing.',
  closed(
    {
      state: described(
        'VALIDATED starts a dry run, which sets this state when it ends. RUNNING starts or resumes the campaign.',
        oneOf('VALIDATED', 'RUNNING', 'PAUSED', 'CANCELLED'),
        'RUNNING',
      ),
    },
    { skipValidation: described('Whether a DRAFT may run without a dry run.', flag, true) },
  ),
);
export type CampaignMove = t.TypeOf<typeof CampaignMove>;

/**
 * Requests a transition of a campaign. After a RUNNING campaign is paused or cancelled it changes no further customer; earlier changes
 * stay in effect. Retry after a StoreFailure.
 */
export const moveCampaign =
  ({ campaigns }: { readonly campaigns: Pick<CampaignRepository, 'move'> }) =>
  (
    campaignId: string,
    body: unknown,
  ): TaskEither<Rejected | CampaignNotFound | StateNotAllowed | StoreFailure, Campaign> =>
  async () => {
    const move = decode(CampaignMove)(body);
    if (E.isLeft(move)) return E.left(rejected({ _tag: 'InvalidRequest', violations: move.left }));
    const { state, skipValidation = false } = move.right;
    return campaigns.move(campaignId, standingAfter(state, { skipValidation }))();
  };
