import { CustomerSegment } from '../domain/catalogue.js';
import { entryKind } from './declare-entry-kind.js';

/** The kind of entry for customer segments. */
export const customerSegments = entryKind({
  name: 'customerSegments',
  entryName: 'customerSegment',
  path: 'customer-segments',
  noun: 'segment',
  summary: 'The segments that a customer can be in.',
  entry: CustomerSegment,
  rejections: { notFound: 'SegmentNotFound', codeTaken: 'SegmentCodeTaken' },
  fixed: {},
  members: {},
  optional: {},
  create: (common) => common,
  change: (common) => common,
  example: {
    creation: {
      requestId: 'catalogue-20260201-1',
      code: 'VIP',
      name: 'Very important',
      description: 'Has a person to ask',
    },
    change: { requestId: 'catalogue-20260301-1', name: 'Very important', status: 'RETIRED' },
  },
});
