import { Campaign, type CampaignPlacing, type CampaignRepository } from '@casm/core';
import { closed, named } from '@casm/core/codecs';

/** The dependencies of the campaign routes. */
export interface CampaignDeps extends CampaignPlacing {
  readonly campaigns: CampaignRepository;
  /** Called after a campaign was moved; wake the workers of this process here. Must not throw. */
  readonly onMove?: () => void;
}

export const campaignsPath = '/v1/casm/segment-campaigns';

export const CampaignEntry = named('Campaign Entry', 'One campaign.', closed({ campaign: Campaign }, {}));

export const placedHeaders = ({ campaignId }: Campaign, replayed: boolean) => ({
  Location: `${campaignsPath}/${encodeURIComponent(campaignId)}`,
  ...(replayed ? { 'Idempotency-Replayed': 'true' } : {}),
});
