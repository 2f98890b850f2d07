import { readEffectiveSegments, type SegmentReads } from '@casm/core';
import * as E from 'fp-ts/lib/Either.js';
import * as O from 'fp-ts/lib/Option.js';
import * as t from 'io-ts';

/** One line of a file of charges. */
const Charge = t.readonly(t.type({ customer: t.string, chargedAt: t.string, cents: t.number }));
export type Charge = t.TypeOf<typeof Charge>;

/** `from` is the start of the period, `to` its exclusive end; both ISO 8601 in UTC. */
export interface Period {
  readonly from: string;
  readonly to: string;
}

export interface Invoice {
  /** The customer section. */
  readonly customer: { readonly externalId: string; readonly refId: string; readonly customerSegment: string | null };
  readonly version: number;
  readonly period: Period;
  readonly cents: number;
  /** In cents; business segments have one. */
  readonly discount: number;
}

/** The discount in percent, by the code of the segment. */
const discounts: Readonly<Record<string, number>> = { SOHO: 5, BUSINESS: 10 };

/** The month as a period, in UTC; months count from 1. */
export const monthOf = (year: number, month: number): Period => ({
  from: new Date(Date.UTC(year, month - 1)).toISOString(),
  to: new Date(Date.UTC(year, month)).toISOString(),
});

export const chargeIn = (line: string): Charge => {
  const decoded = Charge.decode(JSON.parse(line));
  if (E.isLeft(decoded)) throw new Error(`no charge: ${line}`);
  return decoded.right;
};

/**
 * Creates an invoice for each customer with charges in the period. The customer section and the discount follow the
 * customer's segment at the time of the run, not that of the period; the history is for audit and is not read. Throws
 * if the store cannot be read or a customer is unknown.
 */
export const invoicesFor = async (
  reads: SegmentReads,
  charges: ReadonlyArray<Charge>,
  period: Period,
): Promise<ReadonlyArray<Invoice>> => {
  const totals = new Map<string, number>();
  for (const { customer, chargedAt, cents } of charges) {
    const moment = new Date(chargedAt).toISOString();
    if (moment >= period.from && moment < period.to) totals.set(customer, (totals.get(customer) ?? 0) + cents);
  }
  const customers = [...totals.keys()];
  const segments = await readEffectiveSegments(reads)(customers.map((externalId) => ({ externalId })))();
  if (E.isLeft(segments)) throw new Error(`the segments cannot be read: ${segments.left._tag}`);
  return customers.map((externalId, index) => {
    const found = segments.right[index] ?? O.none;
    if (O.isNone(found)) throw new Error(`there is no customer ${externalId}`);
    const { refId, customerSegment, version } = found.value;
    const cents = totals.get(externalId) ?? 0;
    const percent = discounts[customerSegment ?? ''] ?? 0;
    return {
      customer: { externalId, refId, customerSegment },
      version,
      period,
      cents,
      discount: Math.round((cents * percent) / 100),
    };
  });
};
