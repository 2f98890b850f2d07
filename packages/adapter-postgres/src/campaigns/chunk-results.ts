import { type DecidedRow, RowResult } from '@casm/core';
import { decode } from '@casm/core/codecs';
import * as E from 'fp-ts/lib/Either.js';
import * as t from 'io-ts';
import { decodeRow, orNull, UnexpectedRow } from '../rows.js';

/**
 * The stored part of a result: customer, outcome, the change of a CHANGED row, the refusal of a REFUSED row. Line and
 * external id are stored with the row.
 */
const StoredResult = t.tuple([
  orNull(t.string),
  t.string,
  orNull(t.tuple([orNull(t.string), orNull(t.number)])),
  orNull(t.tuple([orNull(t.string), orNull(t.string)])),
]);
export type StoredResult = t.TypeOf<typeof StoredResult>;

const StoredResults = t.array(orNull(StoredResult));

/** The results of a chunk, one item for each row; null for a row without a result. Throws UnexpectedRow. */
export const storedResultsIn = (results: string | null, rows: number): ReadonlyArray<StoredResult | null> => {
  const stored =
    results === null ? Array.from({ length: rows }, () => null) : decodeRow(StoredResults)(JSON.parse(results));
  if (stored.length !== rows) throw new UnexpectedRow(`a chunk of ${rows} rows has ${stored.length} results`);
  return stored;
};

export const toStoredResult = ({ result }: DecidedRow): StoredResult => {
  const { refId, outcome, transactionId, version, problem, rule } = result;
  return [
    refId,
    outcome,
    outcome === 'CHANGED' ? [transactionId, version] : null,
    problem === null ? null : [problem, rule],
  ];
};

const decodeResult = decode(RowResult);

export const resultOf = (
  { line, externalId }: { readonly line: number; readonly externalId: string | null },
  [refId, outcome, change, refusal]: StoredResult,
): RowResult => {
  const [transactionId, version] = change ?? [null, null];
  const [problem, rule] = refusal ?? [null, null];
  const result = decodeResult({ line, refId, externalId, outcome, transactionId, version, problem, rule });
  if (E.isRight(result)) return result.right;
  throw new UnexpectedRow(
    `the result of line ${line}: ${result.left.map(({ pointer, rule }) => `${pointer} ${rule}`).join('; ')}`,
  );
};
