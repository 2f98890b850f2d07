import type { CampaignLoading } from '../ports/campaign-loading.js';
import type { CampaignRepository } from '../ports/campaign-repository.js';
import type { CampaignWork } from '../ports/campaign-work.js';
import { type Law, LawBroken } from './law.js';
import type { StoreCapability, StoreOptions, StoreUnderTest } from './store-under-test.js';

/** A store with its campaign ports, empty except for the given catalogue. */
export interface CampaignsUnderTest extends StoreUnderTest {
  readonly campaigns: CampaignRepository;
  readonly campaignLoading: CampaignLoading;
  readonly campaignWork: CampaignWork;
  /** The same store, opened by a second process. Mandatory for an adapter that declares 'several processes'. */
  readonly another?: CampaignsUnderTest;
}

/** Makes a new store for one law. The test that runs the law closes it. */
export type MakeCampaigns = (options: StoreOptions) => Promise<CampaignsUnderTest>;

/** A law of the campaigns. */
export type CampaignLaw = Law<MakeCampaigns, StoreCapability>;

/** Returns the second process for a law that requires 'several processes'. Throws a LawBroken if the adapter provides none. */
export const secondProcessOf = ({ another }: CampaignsUnderTest): CampaignsUnderTest => {
  if (another === undefined)
    throw new LawBroken('the law requires a second process, and the store under test has none');
  return another;
};
