import { Charged, StateReason } from '../domain/catalogue.js';
import { LifecycleState } from '../domain/customer.js';
import { entryKind } from './declare-entry-kind.js';

/** A reason keeps its state for good: customers are in that state for that reason. */
export const stateReasons = entryKind({
  name: 'stateReasons',
  entryName: 'stateReason',
  path: 'state-reasons',
  noun: 'state reason',
  summary: 'Why a customer is in a state; each reason belongs to one state.',
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
