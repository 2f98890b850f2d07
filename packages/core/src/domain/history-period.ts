import type * as t from 'io-ts';
import { ClientName, Reason, RequestId, TransactionId } from './business-transaction.js';
import { closedOver, described, instant, named, nullable, version } from './codecs.js';
import { Code, CustomerState } from './customer.js';

/**
 * A time during which an attribute of the customer had one value. For audit only: rating, charging, billing and invoicing
 * never look at it.
 */
const period = {
  required: {
    from: described('When the value came about.', instant),
    to: described('When the next one did; null: it holds now.', nullable(instant)),
    initiator: ClientName,
    reason: nullable(Reason),
    requestId: RequestId,
    transactionId: TransactionId,
    version: described("The customer's version with which the period began.", version),
  },
  optional: {},
};

export const SegmentPeriod = named(
  'Segment Period',
  'A time during which the customer was in one segment. For audit only: rating, charging, billing and invoicing never look at it.',
  closedOver(period, { customerSegment: described('The code of the segment.', Code) }),
);
export type SegmentPeriod = t.TypeOf<typeof SegmentPeriod>;

export const StatePeriod = named(
  'State Period',
  'A time during which the customer had one state, since the change that brought it about; the state has a date of its own.',
  closedOver(period, { state: CustomerState }),
);
export type StatePeriod = t.TypeOf<typeof StatePeriod>;
