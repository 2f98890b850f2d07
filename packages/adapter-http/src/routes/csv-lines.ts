import { resultsAsCsv, resultsCsvHeader } from '@casm/campaign-files';
import type { RowOutcome, RowPage, RowResult, StoreFailure } from '@casm/core';
import * as E from 'fp-ts/lib/Either.js';
import { pipe } from 'fp-ts/lib/function.js';
import * as TE from 'fp-ts/lib/TaskEither.js';
import { AnswerBrokenOff } from '../answer.js';
import { shownResult } from './shown-campaign.js';

export const csvHeader = `${resultsCsvHeader}\r\n`;

/** Campaign results as CSV lines, in the form of the API. */
export const csvLines = (results: ReadonlyArray<RowResult>): string => resultsAsCsv(results.map(shownResult));

const pageSize = 1000;

/** Reads a page of the results of a campaign. */
type ReadPage<L> = (page: RowPage) => TE.TaskEither<L, ReadonlyArray<RowResult>>;

/**
 * All results as CSV, read page by page: the first by `read`, the others by `readOn` while the answer is sent. What prevents the first page is
 * answered as a problem; a later failure breaks the answer off.
 */
export const csvOfResults = <L>(
  outcome: RowOutcome | null,
  read: ReadPage<L>,
  readOn: ReadPage<StoreFailure>,
): TE.TaskEither<L, AsyncIterable<string>> =>
  pipe(
    read({ outcome, after: 0, limit: pageSize }),
    TE.map((first) => pagesFrom(first, (after) => readOn({ outcome, after, limit: pageSize })())),
  );

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
    if (E.isLeft(next)) throw new AnswerBrokenOff(next.left);
    page = next.right;
  }
}
