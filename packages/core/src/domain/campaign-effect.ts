import type * as t from 'io-ts';
import { closed, count, described, instant, listOf, named, nullable } from './codecs.js';
import { Code } from './customer.js';
import type { CampaignShift } from './warehouse-fold.js';

/** The customers of a campaign in one segment, before their change and after it. */
const SegmentEffect = named(
  'Segment Effect',
  "Of a campaign's customers, the number in one segment before their change and after it.",
  closed(
    {
      customerSegment: described('The code of the segment; null for the customers without one.', nullable(Code)),
      before: described('The number of customers in the segment before their change.', count),
      after: described('The number of customers in the segment after their change.', count),
    },
    {},
  ),
);
type SegmentEffect = t.TypeOf<typeof SegmentEffect>;

/** The changes of a campaign that the warehouse has applied, each once. */
export const CampaignEffect = named(
  'Campaign Effect',
  'The changes of a campaign that the warehouse has applied.',
  closed(
    {
      applied: described('The number of changes that are in the warehouse.', count),
      latestOccurredAt: described('The occurredAt of the latest of them; null if there is none.', nullable(instant)),
      segments: described(
        'One entry for each segment that these customers were in or are in.',
        listOf(SegmentEffect, 0),
      ),
    },
    {},
  ),
);
export type CampaignEffect = t.TypeOf<typeof CampaignEffect>;

/** Sums the moves of one campaign. Segments are in order of code, customers without one last. */
export const campaignEffectOf = (moves: ReadonlyArray<CampaignShift>): CampaignEffect => {
  const segments = new Map<string | null, SegmentEffect>();
  const add = (customerSegment: string | null, before: number, after: number): void => {
    const known = segments.get(customerSegment) ?? { customerSegment, before: 0, after: 0 };
    segments.set(customerSegment, { customerSegment, before: known.before + before, after: known.after + after });
  };
  let [applied, latestOccurredAt]: [number, string | null] = [0, null];
  for (const { from, to, customers, latestOccurredAt: latest } of moves) {
    add(from, customers, 0);
    add(to, 0, customers);
    applied += customers;
    if (latestOccurredAt === null || latest > latestOccurredAt) latestOccurredAt = latest;
  }
  return { applied, latestOccurredAt, segments: [...segments.values()].sort(nullLast) };
};

const nullLast = (a: SegmentEffect, b: SegmentEffect): number => {
  if (a.customerSegment === null) return 1;
  return b.customerSegment === null || a.customerSegment < b.customerSegment ? -1 : 1;
};
