import {
  CampaignId,
  CampaignName,
  Code,
  ExternalId,
  LifecycleState,
  OperationName,
  Reason,
  RefId,
  RequestId,
  RowOutcome,
} from '@casm/core';
import {
  closed,
  Codec,
  day,
  described,
  instant,
  nullable,
  oneOf,
  satisfying,
  text,
  wholeNumber,
} from '@casm/core/codecs';
import * as t from 'io-ts';
import { cursor } from './cursor.js';

/** Query parameters are text. A repeated parameter is a list and is refused with the rule of the expected type. */

const digits = (name: string, min: number, max: number): Codec<number> =>
  new Codec(
    name,
    t.number.is,
    (input, context) => {
      const value = typeof input === 'string' && /^\d{1,10}$/.test(input) ? Number(input) : Number.NaN;
      return value >= min && value <= max ? t.success(value) : t.failure(input, context);
    },
    { type: 'integer', minimum: min, maximum: max },
  );

export const pageBefore = 'the "next" of the page before';

/** The members of an answer that point to the next page. */
export const Next = described(
  'Where the next page begins, for `cursor`; null: this is the last page.',
  nullable(text(1, 1024)),
);

const limit = described(
  'How many at most; 100 where it is left out.',
  digits('a whole number from 1 to 1000', 1, 1000),
  100,
);

export const LimitQuery = closed({}, { limit });
/** A page of what its place is the cursor of. */
export const pageQuery = <A>(place: Codec<A>) =>
  closed({}, { limit, cursor: described('The `next` of the page before.', cursor(pageBefore, place)) });
const nextVersion = described('The `next` of the page before.', digits(pageBefore, 1, 0x7fffffff));

const nextLine = described('The `next` of the page before.', digits(pageBefore, 1, 0x7fffffff));

const exactlyOne = 'must have exactly one of refId and externalId';
const named = ({ refId, externalId }: { readonly refId?: string; readonly externalId?: string }): boolean =>
  (refId === undefined) !== (externalId === undefined);

export const CustomerQuery = satisfying(closed({}, { refId: RefId, externalId: ExternalId }), exactlyOne, named);

export const ReadCustomerQuery = satisfying(
  closed(
    {},
    {
      refId: RefId,
      externalId: ExternalId,
      segmentHistory: described('Whether the answer has the segment history too.', oneOf('true', 'false'), 'true'),
      stateHistory: described('Whether the answer has the state history too.', oneOf('true', 'false'), 'true'),
    },
  ),
  exactlyOne,
  named,
);

export const HistoryQuery = satisfying(
  closed(
    {},
    {
      refId: RefId,
      externalId: ExternalId,
      limit,
      cursor: nextVersion,
      asOf: described('Only the period that held at this moment.', instant),
    },
  ),
  exactlyOne,
  named,
);

export const ListQuery = closed(
  {},
  {
    customerSegment: described('Only customers in this segment.', Code, 'SOHO'),
    state: described('Only customers in this state.', LifecycleState),
    changedSince: described('Only customers whose latest change occurred then or later.', instant),
    limit,
    cursor: described('The `next` of the page before.', cursor(pageBefore, RefId)),
  },
);

export const TransactionsQuery = closed(
  {},
  {
    refId: described('Only those of this customer.', RefId),
    operation: described('Only those of this operation.', OperationName, 'updateCustomerSegment'),
    limit,
    after: described(
      'The `next` of the page before; keep it to go on later.',
      cursor(pageBefore, closed({ occurredAt: instant, refId: text(0, 64), version: wholeNumber(0, 0x7fffffff) }, {})),
    ),
  },
);

export const PlacingQuery = closed(
  {},
  {
    wait: described(
      'Whether the campaign runs at once, without a dry run, and its results are waited for: for orders that bring their rows.',
      oneOf('true', 'false'),
      'true',
    ),
  },
);

export const CampaignsQuery = closed(
  {},
  { limit, cursor: described('The `next` of the page before.', cursor(pageBefore, CampaignId)) },
);

/** An order whose rows come as the body. */
export const UploadQuery = closed(
  { requestId: described('The idempotency key of the caller.', RequestId, 'crm-campaign-2'), name: CampaignName },
  {
    customerSegment: described('The target; a row may name another one.', Code, 'SOHO'),
    reason: described('Kept with each change; a row may give another one.', Reason),
    startAt: described('No row is changed before.', instant),
  },
);

const outcome = described('Only rows with this outcome.', RowOutcome);

export const CampaignExportQuery = closed({}, { outcome });

export const CampaignRowsQuery = closed(
  {},
  {
    outcome,
    limit,
    cursor: nextLine,
  },
);

export const MovesQuery = satisfying(
  closed(
    {
      from: described('The first day, as the warehouse counts days.', day, '2026-02-01'),
      to: described('The last day.', day, '2026-12-31'),
    },
    {},
  ),
  'must have from no later than to',
  ({ from, to }) => from <= to,
);
