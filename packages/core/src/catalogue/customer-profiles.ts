import { CustomerProfile, type Entry } from '../domain/catalogue.js';
import type { Closed } from '../domain/codecs.js';
import { Code, LifecycleState } from '../domain/customer.js';
import { assignableSegment, reasonOfState } from '../domain/decisions/checks.js';
import { entryKind } from './declare-entry-kind.js';

const members = { state: LifecycleState, stateReason: Code };
const optional = { customerSegment: Code };

const templateOf = (
  common: Entry,
  { customerSegment, state, stateReason }: Closed<typeof members, typeof optional>,
): CustomerProfile => ({ ...common, customerSegment: customerSegment ?? null, state, stateReason });

/** A profile can name only entries that can be assigned now. An entry that is retired later is refused when the profile is used. */
export const customerProfiles = entryKind({
  name: 'customerProfiles',
  entryName: 'customerProfile',
  path: 'customer-profiles',
  noun: 'profile',
  summary: 'Templates of segment, state and state reason, used only when a customer is created.',
  entry: CustomerProfile,
  rejections: {
    notFound: 'ProfileNotFound',
    codeTaken: 'ProfileCodeTaken',
    check: ['UnknownSegment', 'SegmentRetired', 'UnknownStateReason', 'StateReasonRetired'],
  },
  fixed: {},
  members,
  optional,
  create: templateOf,
  change: templateOf,
  check: ({ customerSegment, state, stateReason }, catalogue) => [
    ...(customerSegment === null ? [] : assignableSegment(customerSegment, catalogue)),
    ...reasonOfState({ state, stateReason }, catalogue, '/stateReason'),
  ],
  example: {
    creation: {
      requestId: 'catalogue-20260201-3',
      code: 'residential',
      name: 'Residential customer',
      customerSegment: 'RESIDENTIAL',
      state: 'INACTIVE',
      stateReason: 'dfltInactive',
    },
    change: {
      requestId: 'catalogue-20260301-3',
      name: 'Residential customer',
      customerSegment: 'RESIDENTIAL',
      state: 'ACTIVE',
      stateReason: 'dfltActive',
      status: 'RETIRED',
    },
  },
});
