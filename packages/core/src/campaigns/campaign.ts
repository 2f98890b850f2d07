import type * as t from 'io-ts';
import { CampaignId, ClientName, Reason, RequestId } from '../domain/business-transaction.js';
import {
  closed,
  described,
  flag,
  instant,
  label,
  listOf,
  named,
  nullable,
  oneOf,
  satisfying,
  text,
  wholeNumber,
} from '../domain/codecs.js';
import { Code } from '../domain/customer.js';
import { CampaignFilter } from './campaign-filter.js';

/** What a 32-bit column counts. */
const mostCustomers = 0x7fffffff;

/** The most rows of one file. */
export const mostRows = 10_000_000;

export const CampaignState = named(
  'Campaign State',
  'DRAFT until a dry run has looked at every row, then VALIDATED. COMPLETED and CANCELLED are final.',
  oneOf('DRAFT', 'VALIDATED', 'RUNNING', 'PAUSED', 'COMPLETED', 'CANCELLED'),
);
export type CampaignState = t.TypeOf<typeof CampaignState>;

export const RowOutcome = named(
  'Row Outcome',
  'What became of one row. DUPLICATE: a later row names the same customer, and that one counts.',
  oneOf('CHANGED', 'UNCHANGED', 'REFUSED', 'DUPLICATE', 'NOT_FOUND'),
);
export type RowOutcome = t.TypeOf<typeof RowOutcome>;

const CampaignName = named('Campaign Name', 'A name for people, not unique.', label(1, 256), 'Spring re-segmentation');

/** One order to move many customers. Without `customers` its rows are loaded from a file. */
export const CampaignOrder = named(
  'Campaign Order',
  'One order to move many customers.',
  satisfying(
    closed(
      { requestId: RequestId, name: CampaignName },
      {
        customerSegment: described('The target; a row may name another one.', Code, 'SOHO'),
        reason: described('Kept with each change; a row may give another one.', Reason),
        startAt: described('No row is changed before.', instant),
        customers: CampaignFilter,
      },
    ),
    'must have a customerSegment where customers are chosen by a filter',
    ({ customers, customerSegment }) => customers === undefined || customerSegment !== undefined,
  ),
);
export type CampaignOrder = t.TypeOf<typeof CampaignOrder>;

/** How many rows came from one segment to one end. */
export const TallyEntry = named(
  'Tally Entry',
  'How many rows of customers in one segment came to one end.',
  closed(
    {
      customerSegment: described('The segment before; null: none, or no customer.', nullable(Code), 'RESIDENTIAL'),
      outcome: RowOutcome,
      problem: described('Why rows are REFUSED; else null.', nullable(text(1, 64)), 'CustomerDeactivated'),
      rows: wholeNumber(1, mostCustomers),
    },
    {},
  ),
);
export type TallyEntry = t.TypeOf<typeof TallyEntry>;

const Tally = listOf(TallyEntry, 0);
export type Tally = ReadonlyArray<TallyEntry>;

export const Campaign = named(
  'Campaign',
  'One order to move many customers, and how far it has come.',
  closed(
    {
      campaignId: CampaignId,
      requestId: RequestId,
      initiator: ClientName,
      name: CampaignName,
      customerSegment: nullable(Code),
      reason: nullable(Reason),
      startAt: nullable(instant),
      customers: described('The filter; null: the customers are those of a file.', nullable(CampaignFilter)),
      createdAt: instant,
      state: CampaignState,
      validating: described('Whether a dry run is under way; nothing is written by it.', flag),
      rows: described(
        'How many rows it has; null: they are still being loaded.',
        nullable(wholeNumber(0, mostCustomers)),
      ),
      forecast: described('What the dry run has found so far.', Tally),
      outcomes: described('What became of the rows so far; the others are yet to come.', Tally),
    },
    {},
  ),
);
export type Campaign = t.TypeOf<typeof Campaign>;

/** What the order says, as the campaign keeps it. */
export const draftOf = (
  campaignId: string,
  initiator: string,
  { requestId, name, customerSegment, reason, startAt, customers }: CampaignOrder,
  createdAt: string,
): Campaign => ({
  campaignId,
  requestId,
  initiator,
  name,
  customerSegment: customerSegment ?? null,
  reason: reason ?? null,
  startAt: startAt ?? null,
  customers: customers ?? null,
  createdAt,
  state: 'DRAFT',
  validating: false,
  rows: null,
  forecast: [],
  outcomes: [],
});

/** How many rows have an outcome. */
export const settledRows = ({ outcomes }: Pick<Campaign, 'outcomes'>): number =>
  outcomes.reduce((sum, { rows }) => sum + rows, 0);
