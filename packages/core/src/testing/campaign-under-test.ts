import type { CampaignLoading } from '../ports/campaign-loading.js';
import type { CampaignRepository } from '../ports/campaign-repository.js';
import type { CampaignWork } from '../ports/campaign-work.js';
import { type Law, LawBroken } from './law.js';
import type { StoreCapability, StoreOptions, StoreUnderTest } from './store-under-test.js';

/** A store with its campaigns, empty but for the given catalogue. */
export interface CampaignsUnderTest extends StoreUnderTest {
  readonly campaigns: CampaignRepository;
  readonly campaignLoading: CampaignLoading;
  readonly campaignWork: CampaignWork;
  /** The same data as a second process sees it. Mandatory for an adapter that declares 'several processes'. */
  readonly another?: CampaignsUnderTest;
}

/** Gives a fresh store for one law; the test that runs the law closes what was opened. */
export type MakeCampaigns = (options: StoreOptions) => Promise<CampaignsUnderTest>;

export type CampaignLaw = Law<MakeCampaigns, StoreCapability>;

/** The second process of a law that requires 'several processes'. Without one the law fails: it would prove nothing. */
export const secondProcessOf = ({ another }: CampaignsUnderTest): CampaignsUnderTest => {
  if (another === undefined)
    throw new LawBroken('the law requires a second process, and the store under test has none');
  return another;
};
