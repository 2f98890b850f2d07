import { resultsAsCsv, resultsCsvHeader } from '@casm/campaign-files';
import type { CampaignRepository, RowOutcome, RowResult, StoreFailure } from '@casm/core';
import * as E from 'fp-ts/lib/Either.js';
import type { TaskEither } from 'fp-ts/lib/TaskEither.js';
import { shownResult } from './shown-campaign.js';

export const csvHeader = `${resultsCsvHeader}\r\n`;

/** Lines of results as the API tells of them. */
export const csvLines = (results: ReadonlyArray<RowResult>): string => resultsAsCsv(results.map(shownResult));

const pageSize = 1000;

/** All results as CSV, a page of them at a time. A store that fails before the first is told; later it breaks the answer off. */
export const csvOfResults =
  ({ results }: Pick<CampaignRepository, 'results'>) =>
  (campaignId: string, outcome: RowOutcome | null): TaskEither<StoreFailure, AsyncIterable<string>> =>
  async () => {
    const pageAfter = (after: number) => results(campaignId, { outcome, after, limit: pageSize })();
    const first = await pageAfter(0);
    return E.map((page: ReadonlyArray<RowResult>) => pagesFrom(page, pageAfter))(first);
  };

async function* pagesFrom(
  first: ReadonlyArray<RowResult>,
  pageAfter: (line: number) => Promise<E.Either<StoreFailure, ReadonlyArray<RowResult>>>,
): AsyncGenerator<string, void, undefined> {
  yield csvHeader;
  let page = first;
  for (;;) {
    yield csvLines(page);
    const last = page.at(-1);
    if (last === undefined || page.length < pageSize) return;
    const next = await pageAfter(last.line);
    if (E.isLeft(next)) throw new Error(next.left.detail);
    page = next.right;
  }
}
