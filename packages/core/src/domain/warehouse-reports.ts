import type * as t from 'io-ts';
import { closed, count, day, described, instant, listOf, named, nullable, version, wholeNumber } from './codecs.js';
import { Code, Customer } from './customer.js';

/** The number of customers in a segment now, in total and by state. */
export const SegmentPopulation = named(
  'Segment Population',
  'The number of customers in a segment now, in any state.',
  closed(
    {
      customerSegment: described('The code of the segment; null for the customers without one.', nullable(Code)),
      customers: described('The number of customers.', count),
      byState: named(
        'Population by State',
        'The same number, split by state.',
        closed({ INACTIVE: count, ACTIVE: count, SUSPENDED: count, DEACTIVATED: count }, {}),
      ),
    },
    {},
  ),
);
export type SegmentPopulation = t.TypeOf<typeof SegmentPopulation>;

/** The number of moves from one segment to another on one day. Null means no segment, as before the first one. */
export const SegmentMoves = named(
  'Segment Moves',
  'The number of moves from one segment to another on one day.',
  closed(
    {
      day: described("The day in the warehouse's time zone.", day),
      from: described('The code of the segment before the move; null if there was none.', nullable(Code)),
      to: described('The code of the segment after the move; null if there is none.', nullable(Code)),
      moves: described('The number of moves.', count),
    },
    {},
  ),
);
export type SegmentMoves = t.TypeOf<typeof SegmentMoves>;

const CustomerVersion = named(
  'Customer Version',
  'The customer from one change to the next.',
  closed(
    {
      version,
      validFrom: described('The time of the change.', instant),
      validTo: described('The time of the next change; null if this is the current version.', nullable(instant)),
      customer: Customer,
    },
    {},
  ),
);

/** A customer in the warehouse, with every version received, newest first. */
export const CustomerRecord = named(
  'Customer Record',
  'A customer in the data warehouse.',
  closed(
    {
      customer: Customer,
      versions: described('Every version received, newest first.', listOf(CustomerVersion, 1)),
    },
    {},
  ),
);
export type CustomerRecord = t.TypeOf<typeof CustomerRecord>;

/** Negative if the clocks of the two databases differ by more than the latency. */
const milliseconds = wholeNumber(Number.MIN_SAFE_INTEGER, Number.MAX_SAFE_INTEGER);

/** The delay from a change's occurredAt to its commit in the warehouse, and the counters of what is missing or refused. */
export const Freshness = named(
  'Freshness',
  "The data warehouse's delay and open problems.",
  closed(
    {
      versions: described('The number of applied versions.', count),
      missingVersions: described(
        'The number of versions that have not arrived although a later version of the same customer has.',
        count,
      ),
      deadLetters: described('The number of messages that could not be applied and wait for an operator.', count),
      conflicts: described(
        'The number of dead letters that contradict a version in the warehouse. The journal decides which is right.',
        count,
      ),
      latestMs: nullable(
        named(
          'Latency',
          'Milliseconds from the change to its commit in the warehouse, over the versions applied in the last five minutes (at most the latest 1,000); null without any.',
          closed({ p50: milliseconds, p99: milliseconds, max: milliseconds }, {}),
        ),
      ),
      latestOccurredAt: described('The occurredAt of the latest applied change.', nullable(instant)),
    },
    {},
  ),
);
export type Freshness = t.TypeOf<typeof Freshness>;
