import type * as t from 'io-ts';
import { CampaignId, ClientName, Reason, RequestId, UserName } from '../domain/business-transaction.js';
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
import { CampaignFilter, KeptFilter } from './campaign-filter.js';
import { OrderedRow } from './ordered-row.js';
import { RowOutcome } from './row-outcome.js';

/** The largest value of a 32-bit column. */
const mostCustomers = 0x7fffffff;

/** The most rows of one file. */
export const mostRows = 10_000_000;

/** The most rows in the body of an order. */
export const mostOrderedRows = 1000;

/** The states that a campaign can have. */
export const campaignStates = ['DRAFT', 'VALIDATED', 'RUNNING', 'PAUSED', 'COMPLETED', 'CANCELLED'] as const;

/** The state of a campaign. COMPLETED and CANCELLED are final. */
export const CampaignState = named(
  'Campaign State',
  'DRAFT until a dry run has checked every row, then VALIDATED. COMPLETED and CANCELLED are final.',
  oneOf(...campaignStates),
);
export type CampaignState = t.TypeOf<typeof CampaignState>;

/** The name of a campaign for people: 1 to 256 characters, not unique. */
export const CampaignName = named(
  'Campaign Name',
  'A display name. It need not be unique.',
  label(1, 256),
  'Spring re-segmentation',
);

/** An order to move many customers to a segment. Without `customers` and `rows`, its rows come from a file. */
export const CampaignOrder = named(
  'Campaign Order',
  'An order to move many customers to a segment.',
  satisfying(
    closed(
      { requestId: RequestId, name: CampaignName },
      {
        customerSegment: described('The target segment. A row may name another.', Code, 'SOHO'),
        reason: described('The reason of each change. A row may give another.', Reason),
        startAt: described('The time before which no customer is changed.', instant),
        customers: CampaignFilter,
        rows: described(
          'The rows of the campaign, at most 1,000. More rows require a file.',
          listOf(OrderedRow, 1, mostOrderedRows),
        ),
      },
    ),
    'must have a customerSegment where customers are chosen by a filter',
    ({ customers, customerSegment }) => customers === undefined || customerSegment !== undefined,
  ),
);
export type CampaignOrder = t.TypeOf<typeof CampaignOrder>;

/** The number of rows with one outcome, for customers of one segment. */
export const TallyEntry = named(
  'Tally Entry',
  'The number of rows with one outcome, for customers of one segment.',
  closed(
    {
      customerSegment: described(
        'The segment before the change; null if the customer has none or does not exist.',
        nullable(Code),
        'RESIDENTIAL',
      ),
      outcome: RowOutcome,
      problem: described('The problem of REFUSED rows, else null.', nullable(text(1, 64))),
      rows: wholeNumber(1, mostCustomers),
    },
    {},
  ),
);
export type TallyEntry = t.TypeOf<typeof TallyEntry>;

const Tally = listOf(TallyEntry, 0);
/** The number of rows for each outcome and problem. */
export type Tally = ReadonlyArray<TallyEntry>;

/** An order to move many customers to a segment, and its progress. */
export const Campaign = named(
  'Campaign',
  'An order to move many customers to a segment, and its progress.',
  closed(
    {
      campaignId: CampaignId,
      requestId: RequestId,
      initiator: ClientName,
      name: CampaignName,
      customerSegment: nullable(Code),
      reason: nullable(Reason),
      startAt: nullable(instant),
      customers: nullable(KeptFilter),
      createdAt: instant,
      state: CampaignState,
      validating: described('Whether a dry run is in progress. It changes no customer.', flag),
      rows: described('The number of rows; null while they are being loaded.', nullable(wholeNumber(0, mostCustomers))),
      forecast: described('The results of the dry run so far.', Tally),
      outcomes: described('The results of the rows processed so far.', Tally),
    },
    { onBehalfOf: UserName },
  ),
);
export type Campaign = t.TypeOf<typeof Campaign>;

/** Returns the campaign of an order, in state DRAFT and without rows. `onBehalfOf` is the user that the client acts for. */
export const draftOf = (
  campaignId: string,
  initiator: string,
  { requestId, name, customerSegment, reason, startAt, customers }: CampaignOrder,
  createdAt: string,
  onBehalfOf: string | null = null,
): Campaign => ({
  campaignId,
  requestId,
  initiator,
  ...(onBehalfOf === null ? {} : { onBehalfOf }),
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

/** The number of rows that have an outcome. */
export const settledRows = ({ outcomes }: Pick<Campaign, 'outcomes'>): number =>
  outcomes.reduce((sum, { rows }) => sum + rows, 0);

/** The number of rows that have changed their customer. Each has a Business Transaction. */
export const changedRows = ({ outcomes }: Pick<Campaign, 'outcomes'>): number =>
  settledRows({ outcomes: outcomes.filter(({ outcome }) => outcome === 'CHANGED') });
