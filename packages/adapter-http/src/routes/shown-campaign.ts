import type { Campaign, RowResult, Tally } from '@casm/core';
import { problemTypeOfRow } from '../problem-mapping.js';

const shownProblem = (problem: string | null): string | null => (problem === null ? null : problemTypeOfRow(problem));

const shownTally = (tally: Tally): Tally => tally.map((entry) => ({ ...entry, problem: shownProblem(entry.problem) }));

/** A campaign as the API tells of it: problems are named by their types. */
export const shownCampaign = (campaign: Campaign): Campaign => ({
  ...campaign,
  forecast: shownTally(campaign.forecast),
  outcomes: shownTally(campaign.outcomes),
});

/** A result as the API tells of it. */
export const shownResult = (result: RowResult): RowResult => ({ ...result, problem: shownProblem(result.problem) });
