import type { RowResult } from '@casm/core';

const columns = [
  'line',
  'refId',
  'externalId',
  'outcome',
  'transactionId',
  'version',
  'problem',
  'rule',
] as const satisfies ReadonlyArray<keyof RowResult>;

const field = (value: string | number | null): string => {
  const text = value === null ? '' : String(value);
  return /[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
};

/** The first line of a file of results. */
export const resultsCsvHeader = columns.join(',');

/** A line for each result, in the order of the header; RFC 4180 ends each with CRLF. */
export const resultsAsCsv = (results: ReadonlyArray<RowResult>, lineEnd: '\r\n' | '\n' = '\r\n'): string =>
  results.map((result) => `${columns.map((column) => field(result[column])).join(',')}${lineEnd}`).join('');
