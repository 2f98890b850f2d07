import { Charged, StateReason } from '../domain/catalogue.js';
import { LifecycleState } from '../domain/customer.js';
import { entryKind } from './declare-entry-kind.js';

/** The state of a reason never changes, because customers are in that state for that reason. */
export const stateReasons = entryKind({
  name: 'stateReasons',
  entryName: 'stateReason',
  path: 'state-reasons',
  noun: 'state reason',
  summary: 'The reasons for which a customer can be in a state. Each belongs to one state.',
  entry: StateReason,
  rejections: { notFound: 'StateReasonNotFound', codeTaken: 'StateReasonCodeTaken' },
  fixed: { state: LifecycleState },
  members: { charged: Charged },
  optional: {},
  create: (common, { state, charged }) => ({ ...common, state, charged }),
  change: (common, { charged }, { state }) => ({ ...common, state, charged }),
  example: {
    creation: {
      requestId: 'catalogue-20260201-2',
      code: 'debt',
      name: 'Unpaid invoices',
      state: 'SUSPENDED',
      charged: true,
    },
    change: { requestId: 'catalogue-20260301-2', name: 'Unpaid invoices', charged: false, status: 'RETIRED' },
  },
});
