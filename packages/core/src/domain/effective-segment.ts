import type * as t from 'io-ts';
import { closed, described, named, nullable, version } from './codecs.js';
import { Code, RefId } from './customer.js';

/** The segment that counts now for rating, charging, billing and invoicing. */
export const EffectiveSegment = named(
  'Effective Segment',
  'The segment that counts now for rating, charging, billing and invoicing, whatever period they work on.',
  closed(
    {
      refId: RefId,
      customerSegment: described('The code of the segment; null: the customer is in none.', nullable(Code), 'SOHO'),
      version,
    },
    {},
  ),
);
export type EffectiveSegment = t.TypeOf<typeof EffectiveSegment>;
