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

/** The header line of a CSV file of results, without a line end. */
export const resultsCsvHeader = columns.join(',');

/** Returns one CSV line for each result, with the columns of the header. Lines end with CRLF, as in RFC 4180, by default. */
export const resultsAsCsv = (results: ReadonlyArray<RowResult>, lineEnd: '\r\n' | '\n' = '\r\n'): string =>
  results.map((result) => `${columns.map((column) => field(result[column])).join(',')}${lineEnd}`).join('');
