import type * as t from 'io-ts';
import { ClientName, Reason, RequestId, TransactionId } from './business-transaction.js';
import { closed, described, instant, named, nullable, version } from './codecs.js';
import { Code } from './customer.js';

/** A time during which the customer was in one segment. For audit only: rating, charging and billing never look at it. */
export const SegmentPeriod = named(
  'Segment Period',
  'A time during which the customer was in one segment. For audit only: rating, charging, billing and invoicing never look at it.',
  closed(
    {
      from: described('When the customer came into the segment.', instant),
      to: described('When the customer left it; null: the customer is in it now.', nullable(instant)),
      customerSegment: described('The code of the segment.', Code),
      initiator: ClientName,
      reason: nullable(Reason),
      requestId: RequestId,
      transactionId: TransactionId,
      version: described("The customer's version with which the period began.", version),
    },
    {},
  ),
);
export type SegmentPeriod = t.TypeOf<typeof SegmentPeriod>;
