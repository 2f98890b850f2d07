import { type DecidedRow, RowResult } from '@casm/core';
import { decode } from '@casm/core/codecs';
import * as E from 'fp-ts/lib/Either.js';
import * as t from 'io-ts';
import { decodeRow, orNull, UnexpectedRow } from '../rows.js';

/**
 * The stored part of a result: customer, outcome, the change of a CHANGED row, the refusal of a REFUSED row. Line and
 * external id are stored with the row.
 */
const KeptResult = t.tuple([
  orNull(t.string),
  t.string,
  orNull(t.tuple([orNull(t.string), orNull(t.number)])),
  orNull(t.tuple([orNull(t.string), orNull(t.string)])),
]);
export type KeptResult = t.TypeOf<typeof KeptResult>;

const KeptResults = t.array(orNull(KeptResult));

/** The results of a chunk, one item for each row; null for a row without a result. Throws UnexpectedRow. */
export const keptResultsIn = (results: string | null, rows: number): ReadonlyArray<KeptResult | null> => {
  const kept =
    results === null ? Array.from({ length: rows }, () => null) : decodeRow(KeptResults)(JSON.parse(results));
  if (kept.length !== rows) throw new UnexpectedRow(`a chunk of ${rows} rows has ${kept.length} results`);
  return kept;
};

export const kept = ({ result }: DecidedRow): KeptResult => {
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
  [refId, outcome, change, refusal]: KeptResult,
): RowResult => {
  const [transactionId, version] = change ?? [null, null];
  const [problem, rule] = refusal ?? [null, null];
  const result = decodeResult({ line, refId, externalId, outcome, transactionId, version, problem, rule });
  if (E.isRight(result)) return result.right;
  throw new UnexpectedRow(
    `the result of line ${line}: ${result.left.map(({ pointer, rule }) => `${pointer} ${rule}`).join('; ')}`,
  );
};
