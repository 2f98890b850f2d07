import { loadingLaws } from './campaign-laws/loading-laws.js';
import { raceLaws } from './campaign-laws/race-laws.js';
import { rowLaws } from './campaign-laws/row-laws.js';
import { stateLaws } from './campaign-laws/state-laws.js';
import type { CampaignLaw } from './campaign-under-test.js';

/** The laws of the campaign ports that every store must keep. */
export const campaignSuite: ReadonlyArray<CampaignLaw> = [...loadingLaws, ...rowLaws, ...stateLaws, ...raceLaws];
