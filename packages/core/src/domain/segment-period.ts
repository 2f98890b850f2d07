import type { Instant } from './codecs.js';

/** A time during which the customer was in one segment. For audit only: rating, charging and billing never look at it. */
export interface SegmentPeriod {
  readonly from: Instant;
  /** Null: until now. */
  readonly to: Instant | null;
  readonly customerSegment: string;
  /** Who put the customer there. */
  readonly initiator: string;
  readonly reason: string | null;
  readonly requestId: string;
  readonly transactionId: string;
  /** The customer's version with which the period began. */
  readonly version: number;
}
