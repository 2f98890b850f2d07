import { resultsAsCsv, resultsCsvHeader } from '@casm/campaign-files';
import type { CampaignRepository, RowOutcome, RowResult, StoreFailure } from '@casm/core';
import * as E from 'fp-ts/lib/Either.js';
import type { TaskEither } from 'fp-ts/lib/TaskEither.js';
import { shownResult } from './shown-campaign.js';

export const csvHeader = `${resultsCsvHeader}\r\n`;

/** Campaign results as CSV lines, in the form of the API. */
export const csvLines = (results: ReadonlyArray<RowResult>): string => resultsAsCsv(results.map(shownResult));

const pageSize = 1000;

type Results = Pick<CampaignRepository, 'results'>;

/**
 * All results as CSV, read page by page. A store failure before the first page is answered as a problem. After a later
 * one, `spare` is read from there on; if it fails too, the answer is aborted.
 */
export const csvOfResults =
  (campaigns: Results, spare: Results) =>
  (campaignId: string, outcome: RowOutcome | null): TaskEither<StoreFailure, AsyncIterable<string>> =>
  async () => {
    let source = campaigns;
    const pageAfter = async (after: number) => {
      const page = { outcome, after, limit: pageSize };
      const read = await source.results(campaignId, page)();
      if (E.isRight(read) || after === 0 || source === spare) return read;
      source = spare;
      return spare.results(campaignId, page)();
    };
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
