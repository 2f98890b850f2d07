import type * as t from 'io-ts';
import { closed, described, named, nullable, version } from './codecs.js';
import { Code, RefId } from './customer.js';

/** The current segment, which rating, charging, billing and invoicing use. */
export const EffectiveSegment = named(
  'Effective Segment',
  'The current segment, which rating, charging, billing and invoicing use for every period.',
  closed(
    {
      refId: RefId,
      customerSegment: described('The code of the segment; null if the customer has none.', nullable(Code), 'SOHO'),
      version,
    },
    {},
  ),
);
export type EffectiveSegment = t.TypeOf<typeof EffectiveSegment>;
