import type * as t from 'io-ts';
import { Reason } from '../domain/business-transaction.js';
import { closed, described, named, satisfying } from '../domain/codecs.js';
import { Code, ExternalId, RefId } from '../domain/customer.js';
import type { CampaignRow } from './campaign-row.js';

/** One row of an order that brings its rows itself. */
export const OrderedRow = named(
  'Campaign Row',
  'One customer of a campaign, named by exactly one of its two ids.',
  satisfying(
    closed(
      {},
      {
        refId: RefId,
        externalId: ExternalId,
        customerSegment: described('The target of this row; left out: that of the campaign.', Code, 'SOHO'),
        reason: described('Why this customer is moved; left out: the reason of the campaign.', Reason),
      },
    ),
    'must have exactly one of refId and externalId',
    ({ refId, externalId }) => (refId === undefined) !== (externalId === undefined),
    { oneOf: ['refId', 'externalId'].map((id) => ({ properties: { [id]: { type: 'string' } }, required: [id] })) },
  ),
);
export type OrderedRow = t.TypeOf<typeof OrderedRow>;

/** The rows as a file would bring them; the line of the first is 1. */
export const rowsOfOrder = (rows: ReadonlyArray<OrderedRow>): ReadonlyArray<CampaignRow> =>
  rows.map(({ refId, externalId, customerSegment, reason }, index) => ({
    line: index + 1,
    refId: refId ?? null,
    externalId: externalId ?? null,
    customerSegment: customerSegment ?? null,
    reason: reason ?? null,
  }));
