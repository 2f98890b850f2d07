import fc from 'fast-check';
import type { Customer } from '../src/index.js';

export const segmentCodes = ['RESIDENTIAL', 'SOHO', 'BUSINESS'] as const;

export const aCustomer = (given: Partial<Customer> = {}): Customer => ({
  refId: 'c-1',
  externalId: null,
  customName: null,
  customerSegment: 'RESIDENTIAL',
  customAttributes: {},
  state: { state: 'ACTIVE', stateReason: 'dfltActive', stateValidFrom: '2026-01-01T00:00:00.000Z' },
  testCustomer: false,
  version: 3,
  ...given,
});

/** Times between 2000 and 2100 as ISO 8601 text in UTC. */
export const moments = fc
  .date({ min: new Date('2000-01-01T00:00:00Z'), max: new Date('2100-01-01T00:00:00Z'), noInvalidDate: true })
  .map((date) => date.toISOString());
