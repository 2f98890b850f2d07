import type * as t from 'io-ts';
import { closed, day, described, instant, listOf, named, nullable, version, wholeNumber } from './codecs.js';
import { Code, Customer } from './customer.js';

const count = wholeNumber(0, Number.MAX_SAFE_INTEGER);

/** How many customers are in a segment now, whatever their state; `byState` splits the same number. */
export const SegmentPopulation = named(
  'Segment Population',
  'How many customers are in a segment now, whatever their state.',
  closed(
    {
      customerSegment: described('The code of the segment; null: no segment.', nullable(Code)),
      customers: described('How many there are.', count),
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

/** How often customers went from one segment to another on one day. Null: no segment (before a first one). */
export const SegmentMoves = named(
  'Segment Moves',
  'How often customers went from one segment to another on one day.',
  closed(
    {
      day: described("In the warehouse's time zone.", day),
      from: described('The code of the segment that they left; null: they had none.', nullable(Code)),
      to: described('The code of the segment that they came into; null: none.', nullable(Code)),
      moves: described('How often.', count),
    },
    {},
  ),
);
export type SegmentMoves = t.TypeOf<typeof SegmentMoves>;

const CustomerVersion = named(
  'Customer Version',
  'The customer as it was from one change to the next.',
  closed(
    {
      version,
      validFrom: described('When it became so.', instant),
      validTo: described('When the next change came; null: it is so now.', nullable(instant)),
      customer: Customer,
    },
    {},
  ),
);

/** A customer as the warehouse knows it, with every version it has received, newest first. */
export const CustomerRecord = named(
  'Customer Record',
  'A customer as the data warehouse knows it.',
  closed(
    {
      customer: Customer,
      versions: described('Every version that it has received, newest first.', listOf(CustomerVersion, 1)),
    },
    {},
  ),
);
export type CustomerRecord = t.TypeOf<typeof CustomerRecord>;

/** Below 0 where the clocks of the two databases differ by more than a change takes. */
const milliseconds = wholeNumber(Number.MIN_SAFE_INTEGER, Number.MAX_SAFE_INTEGER);

/** From a change's occurredAt to its commit in the warehouse. */
export const Freshness = named(
  'Freshness',
  'How far the data warehouse is behind.',
  closed(
    {
      versions: described('How many versions have been applied.', count),
      missingVersions: described(
        'How many have not arrived although a later one of the same customer has; each counts until it arrives.',
        count,
      ),
      deadLetters: described('Messages that could not be applied and wait for an operator.', count),
      conflicts: described(
        'How many of the dead letters contradict a version that the warehouse has: the journal decides.',
        count,
      ),
      latestMs: nullable(
        named(
          'Latency',
          'Milliseconds from the change to its commit in the warehouse, over the latest versions applied (at most 1000).',
          closed({ p50: milliseconds, p99: milliseconds, max: milliseconds }, {}),
        ),
      ),
      latestOccurredAt: described('When the latest change occurred that was applied.', nullable(instant)),
    },
    {},
  ),
);
export type Freshness = t.TypeOf<typeof Freshness>;
