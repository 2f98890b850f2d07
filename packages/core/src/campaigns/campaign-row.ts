import type * as t from 'io-ts';
import { TransactionId } from '../domain/business-transaction.js';
import { closed, described, named, nullable, text, version, wholeNumber } from '../domain/codecs.js';
import type { CustomerRef } from '../domain/customer.js';
import { RowOutcome } from './row-outcome.js';

/** One row of the order. Its texts are not validated; the decision refuses invalid ones. */
export interface CampaignRow {
  /** The line of the file, or the index in the list of the customers that the filter selected. */
  readonly line: number;
  readonly refId: string | null;
  readonly externalId: string | null;
  /** Null for the campaign's segment. */
  readonly customerSegment: string | null;
  /** Null for the campaign's reason. */
  readonly reason: string | null;
}

/** Returns the customer that the row names. Null if it has no id or two ids; the decision refuses such a row. */
export const customerNamedBy = ({ refId, externalId }: CampaignRow): CustomerRef | null =>
  refId === null ? (externalId === null ? null : { externalId }) : externalId === null ? { refId } : null;

/** Longer than any valid text, so that a truncated text is still refused. */
const maxLength = 2050;
const storedText = nullable(text(0, maxLength));

/** The result of one row. */
export const RowResult = named(
  'Row Result',
  'The result of one row of a campaign.',
  closed(
    {
      line: described(
        'The line of the file, or the number of the customer, from 1, if a filter selected the customers.',
        wholeNumber(1, 0x7fffffff),
      ),
      refId: described('The refId of the customer. If NOT_FOUND, the refId of the row, or null.', storedText),
      externalId: described('The externalId of the row; null if it names the customer by refId.', storedText),
      outcome: RowOutcome,
      transactionId: described('The Business Transaction of a CHANGED row, else null.', nullable(TransactionId)),
      version: described("The customer's version after the change of a CHANGED row, else null.", nullable(version)),
      problem: described('The problem of a REFUSED row, else null.', nullable(text(1, 64))),
      rule: described('The rule that a REFUSED row breaks, if there is one, else null.', nullable(text(0, 1024))),
    },
    {},
  ),
);
export type RowResult = t.TypeOf<typeof RowResult>;

/**
 * Returns the row with texts that a store can hold: ids in Unicode normal form C, U+FFFD in place of NUL and unpaired surrogates,
 * and texts truncated to 2,050 characters.
 */
export const storableRow = (row: CampaignRow): CampaignRow => ({
  line: row.line,
  refId: storable(row.refId),
  externalId: storable(row.externalId?.normalize('NFC') ?? null),
  customerSegment: storable(row.customerSegment),
  reason: storable(row.reason),
});

const storable = (value: string | null): string | null =>
  value === null ? null : value.slice(0, maxLength).replace(/[\0\p{Surrogate}]/gu, '\uFFFD');
