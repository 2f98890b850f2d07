import * as E from 'fp-ts/lib/Either.js';
import * as O from 'fp-ts/lib/Option.js';
import type { Catalogue } from '../domain/catalogue.js';
import type { Instant } from '../domain/codecs.js';
import type { Current, CustomerChange } from '../domain/decision.js';
import type { Rejected, Rejection } from '../domain/rejection.js';
import type { Campaign, RowOutcome, Tally, TallyEntry } from './campaign.js';
import type { CampaignRow, RowResult } from './campaign-row.js';
import type { DecideRow } from './decide-row.js';

/** A row with what is known of its customer. */
export interface LoadedRow {
  readonly row: CampaignRow;
  readonly current: Current | null;
  /** Whether a later row of the campaign names the same customer. */
  readonly isDuplicate: boolean;
}

/** A row with its end, which holds once the change is committed. */
export interface DecidedRow {
  readonly result: RowResult;
  /** The segment that the customer was in. */
  readonly from: string | null;
  /** The version that was decided on, and what is to be written; null: nothing is. */
  readonly write: { readonly expected: number; readonly change: CustomerChange } | null;
}

/**
 * Decides the rows of a chunk, each by itself. Of two rows that name one customer the later counts. A decision that throws is a
 * defect of the installation, and refuses its own row only.
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
    // Whole literals: a spread with more members behind it took 25 µs of a row's 80.
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
      return ended({ outcome: 'REFUSED', problem: 'Defect', rule: decided.message.slice(0, 1024) });
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

/** How many of the rows came from which segment to which end. */
export const tallyOf = (rows: ReadonlyArray<DecidedRow>): Tally =>
  mergedTally(
    rows.map(({ from, result: { outcome, problem } }) => ({ customerSegment: from, outcome, problem, rows: 1 })),
  );

/** One entry for each segment, outcome and problem, in the order of these. */
export const mergedTally = (entries: ReadonlyArray<TallyEntry>): Tally => {
  const merged = new Map<string, TallyEntry>();
  for (const entry of entries) {
    const key = JSON.stringify([entry.customerSegment, entry.outcome, entry.problem]);
    merged.set(key, { ...entry, rows: entry.rows + (merged.get(key)?.rows ?? 0) });
  }
  return [...merged].sort(([a], [b]) => (a < b ? -1 : 1)).map(([, entry]) => entry);
};
