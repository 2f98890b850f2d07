import type * as t from 'io-ts';
import { TransactionId } from '../domain/business-transaction.js';
import { closed, described, named, nullable, text, version, wholeNumber } from '../domain/codecs.js';
import type { CustomerRef } from '../domain/customer.js';
import { RowOutcome } from './campaign.js';

/** One row as it was ordered: text of any content, of which the decision makes what it can. */
export interface CampaignRow {
  /** Where it stands: the line of a file, or the place in the list of the customers that a filter has chosen. */
  readonly line: number;
  readonly refId: string | null;
  readonly externalId: string | null;
  /** Null: the campaign's. */
  readonly customerSegment: string | null;
  /** Null: the campaign's. */
  readonly reason: string | null;
}

/** Whom the row names; null: nobody, or by two ids, which its decision refuses. */
export const customerNamedBy = ({ refId, externalId }: CampaignRow): CustomerRef | null =>
  refId === null ? (externalId === null ? null : { externalId }) : externalId === null ? { refId } : null;

/** Beyond the longest text that any rule lets through, so that what is cut is refused all the same. */
const longest = 2050;
const asNamed = nullable(text(0, longest));

/** What became of one row. */
export const RowResult = named(
  'Row Result',
  'What became of one row of a campaign.',
  closed(
    {
      line: described(
        'The line of the file; counted from 1 where a filter chose the customers.',
        wholeNumber(1, 0x7fffffff),
      ),
      refId: described('The customer; as the row named it where it is NOT_FOUND, null: by externalId.', asNamed),
      externalId: described('As the row named the customer; null: by refId.', asNamed),
      outcome: RowOutcome,
      transactionId: described('The Business Transaction of a CHANGED row; else null.', nullable(TransactionId)),
      version: described('The version that a CHANGED customer has since; else null.', nullable(version)),
      problem: described('The problem of a REFUSED row; else null.', nullable(text(1, 64)), 'RuleBroken'),
      rule: described('The rule that a REFUSED row broke, where there is one; else null.', nullable(text(0, 1024))),
    },
    {},
  ),
);
export type RowResult = t.TypeOf<typeof RowResult>;

/**
 * The row with text that a store can hold: an id is in Unicode normal form C, a NUL or an unpaired surrogate becomes U+FFFD, and
 * what is far too long is cut.
 */
export const storableRow = (row: CampaignRow): CampaignRow => ({
  line: row.line,
  refId: storable(row.refId),
  externalId: storable(row.externalId?.normalize('NFC') ?? null),
  customerSegment: storable(row.customerSegment),
  reason: storable(row.reason),
});

const storable = (value: string | null): string | null =>
  value === null ? null : value.slice(0, longest).replace(/[\0\p{Surrogate}]/gu, '\uFFFD');
