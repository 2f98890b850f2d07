import type * as t from 'io-ts';
import { Reason } from '../domain/business-transaction.js';
import { closed, described, named, satisfying } from '../domain/codecs.js';
import { Code, ExternalId, RefId } from '../domain/customer.js';
import type { CampaignRow } from './campaign-row.js';

/** One row in the body of an order. */
export const OrderedRow = named(
  'Campaign Row',
  'One customer of a campaign, referred to by exactly one of its two ids.',
  satisfying(
    closed(
      {},
      {
        refId: RefId,
        externalId: ExternalId,
        customerSegment: described("The target segment of this row; the campaign's by default.", Code, 'SOHO'),
        reason: described("The reason of this change; the campaign's by default.", Reason),
      },
    ),
    'must have exactly one of refId and externalId',
    ({ refId, externalId }) => (refId === undefined) !== (externalId === undefined),
    { oneOf: ['refId', 'externalId'].map((id) => ({ properties: { [id]: { type: 'string' } }, required: [id] })) },
  ),
);
export type OrderedRow = t.TypeOf<typeof OrderedRow>;

/** Returns the rows in the form of a file's rows. The line of the first is 1. */
export const rowsOfOrder = (rows: ReadonlyArray<OrderedRow>): ReadonlyArray<CampaignRow> =>
  rows.map(({ refId, externalId, customerSegment, reason }, index) => ({
    line: index + 1,
    refId: refId ?? null,
    externalId: externalId ?? null,
    customerSegment: customerSegment ?? null,
    reason: reason ?? null,
  }));
