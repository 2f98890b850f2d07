import type * as t from 'io-ts';
import { ClientName, Reason, RequestId, TransactionId, UserName } from './business-transaction.js';
import { closedOver, described, instant, named, nullable, version } from './codecs.js';
import { Code, CustomerState } from './customer.js';

/**
 * A period during which an attribute of the customer had one value. For audit only: rating, charging, billing and invoicing never
 * use it.
 */
const period = {
  required: {
    from: described('The start of the period.', instant),
    to: described('The end of the period; null if the value is the current one.', nullable(instant)),
    initiator: ClientName,
    reason: nullable(Reason),
    requestId: RequestId,
    transactionId: TransactionId,
    version: described("The customer's version with which the period began.", version),
  },
  optional: {
    /** Present only if the client's token named another user. */
    onBehalfOf: UserName,
  },
};

/** A period of the segment history: the segment, the time from which it was effective, and who changed it and why. */
export const SegmentPeriod = named(
  'Segment Period',
  'A period during which the customer was in one segment. For audit only: rating, charging, billing and invoicing never use it.',
  closedOver(period, { customerSegment: described('The code of the segment.', Code) }),
);
export type SegmentPeriod = t.TypeOf<typeof SegmentPeriod>;

/** A period of the state history: the state, the time from which it was effective, and who changed it and why. */
export const StatePeriod = named(
  'State Period',
  'A period during which the customer was in one state. It starts with the change; stateValidFrom is a separate date.',
  closedOver(period, { state: CustomerState }),
);
export type StatePeriod = t.TypeOf<typeof StatePeriod>;
