import * as E from 'fp-ts/lib/Either.js';
import * as O from 'fp-ts/lib/Option.js';
import type { Catalogue } from '../domain/catalogue.js';
import type { Instant } from '../domain/codecs.js';
import type { Current, CustomerChange } from '../domain/decision.js';
import type { Rejected, Rejection } from '../domain/rejection.js';
import type { Campaign, Tally, TallyEntry } from './campaign.js';
import type { CampaignRow, RowResult } from './campaign-row.js';
import type { DecideRow } from './decide-row.js';
import type { RowOutcome } from './row-outcome.js';

/** A row and its customer, or null if the customer does not exist. */
export interface LoadedRow {
  readonly row: CampaignRow;
  readonly current: Current | null;
  /** Whether a later row of the campaign names the same customer. */
  readonly isDuplicate: boolean;
}

/** A row and its result, which is valid once the change is committed. */
export interface DecidedRow {
  readonly result: RowResult;
  /** The customer's segment before the change. */
  readonly from: string | null;
  /** The change to write, and the version on which it was decided; null if there is nothing to write. */
  readonly write: { readonly expected: number; readonly change: CustomerChange } | null;
}

/**
 * Decides each row of a chunk separately. If two rows name one customer, the later one takes effect. A decision that throws is a
 * defect of the installation; it refuses only its own row.
 */
export const planChunk = (
  campaign: Campaign,
  rows: ReadonlyArray<LoadedRow>,
  catalogue: Catalogue,
  decide: DecideRow,
  at: Instant,
): ReadonlyArray<DecidedRow> => {
  const lastOf = new Map(
    rows.flatMap(({ row, current }) => (current === null ? [] : [[current.customer.refId, row.line]])),
  );
  return rows.map(({ row, current, isDuplicate }) => {
    const refId = current?.customer.refId;
    const [line, named, externalId] = [row.line, refId ?? row.refId, row.externalId];
    const from = current?.customer.customerSegment ?? null;
    // Complete literals, because a spread followed by more members takes 25 µs of a row's 80.
    const ended = ({ outcome, problem = null, rule = null }: End): DecidedRow => ({
      result: { line, refId: named, externalId, outcome, transactionId: null, version: null, problem, rule },
      from,
      write: null,
    });
    if (isDuplicate || (refId !== undefined && lastOf.get(refId) !== row.line)) return ended({ outcome: 'DUPLICATE' });
    const decided = attempt(() =>
      decide(campaign, row, { current: O.fromNullable(current), externalIdTaken: false, catalogue }, at),
    );
    if (decided instanceof Error)
      return ended({ outcome: 'REFUSED', problem: 'Defect', rule: ruleText(decided.message) });
    if (E.isLeft(decided)) return ended(refusal(decided.left));
    const change = decided.right;
    if (change === null || change.transaction.changes.length === 0) return ended({ outcome: 'UNCHANGED' });
    const { transactionId, payload } = change.transaction;
    const { version } = payload.customer;
    return {
      result: { line, refId: named, externalId, outcome: 'CHANGED', transactionId, version, problem: null, rule: null },
      from,
      write: { expected: version - 1, change },
    };
  });
};

type End = { readonly outcome: RowOutcome; readonly problem?: string | null; readonly rule?: string | null };

/** Returns the row as REFUSED, without a change to write. */
export const refusedRow = ({ result, from }: DecidedRow, problem: string, reason: string): DecidedRow => ({
  result: { ...result, outcome: 'REFUSED', transactionId: null, version: null, problem, rule: ruleText(reason) },
  from,
  write: null,
});

/** Truncates an arbitrary text and replaces characters that a store cannot hold. */
const ruleText = (reason: string): string => reason.slice(0, 1024).replace(/[\0\p{Surrogate}]/gu, '\uFFFD');

const attempt = <A>(decision: () => A): A | Error => {
  try {
    return decision();
  } catch (defect) {
    return defect instanceof Error ? defect : new Error(String(defect));
  }
};

const refusal = ({ rejections: [first] }: Rejected): End =>
  first._tag === 'CustomerNotFound'
    ? { outcome: 'NOT_FOUND' }
    : { outcome: 'REFUSED', problem: first._tag, rule: ruleOf(first) };

const ruleOf = (rejection: Rejection): string | null => {
  if (rejection._tag === 'RuleBroken') return rejection.name;
  const [violation] = rejection._tag === 'InvalidRequest' ? rejection.violations : [];
  return violation === undefined ? null : `${violation.pointer} ${violation.rule}`;
};

/** Counts the rows by segment, outcome and problem. */
export const tallyOf = (rows: ReadonlyArray<DecidedRow>): Tally =>
  mergedTally(
    rows.map(({ from, result: { outcome, problem } }) => ({ customerSegment: from, outcome, problem, rows: 1 })),
  );

/** Sums the entries of each segment, outcome and problem, and sorts by these. */
export const mergedTally = (entries: ReadonlyArray<TallyEntry>): Tally => {
  const merged = new Map<string, TallyEntry>();
  for (const entry of entries) {
    const key = JSON.stringify([entry.customerSegment, entry.outcome, entry.problem]);
    merged.set(key, { ...entry, rows: entry.rows + (merged.get(key)?.rows ?? 0) });
  }
  return [...merged].sort(([a], [b]) => (a < b ? -1 : 1)).map(([, entry]) => entry);
};
