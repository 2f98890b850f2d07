import type { Campaign, RowResult, Tally } from '@casm/core';
import { problemTypeOfRow } from '../problem-mapping.js';

const shownProblem = (problem: string | null): string | null => (problem === null ? null : problemTypeOfRow(problem));

const shownTally = (tally: Tally): Tally => tally.map((entry) => ({ ...entry, problem: shownProblem(entry.problem) }));

/** A campaign in the form of the API: problems are named by their types. */
export const shownCampaign = (campaign: Campaign): Campaign => ({
  ...campaign,
  forecast: shownTally(campaign.forecast),
  outcomes: shownTally(campaign.outcomes),
});

/** A result in the form of the API. */
export const shownResult = (result: RowResult): RowResult => ({ ...result, problem: shownProblem(result.problem) });
