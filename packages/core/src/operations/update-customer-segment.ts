import { Code } from '../domain/customer.js';
import { assignableSegment } from '../domain/decisions/checks.js';
import { customerUpdate } from './customer-update.js';

/**
 * Moves a customer to another segment. Rating, charging, billing and invoicing use the new segment immediately. A move to the
 * current segment changes nothing.
 */
export const updateCustomerSegment = customerUpdate({
  name: 'updateCustomerSegment',
  summary: 'Moves a customer to another segment, effective immediately.',
  members: { customerSegment: Code },
  rejections: ['UnknownSegment', 'SegmentRetired'],
  check: ({ customerSegment }, { catalogue }) => assignableSegment(customerSegment, catalogue),
  apply: (customer, { customerSegment }) => ({ ...customer, customerSegment }),
  example: {
    requestId: 'crm-20260302-7',
    customer: { externalId: 'CRM-1001' },
    customerSegment: 'SOHO',
    reason: 'moved to a business contract',
  },
});
