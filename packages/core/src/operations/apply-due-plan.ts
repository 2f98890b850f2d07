import { reasonOfState } from '../domain/decisions/checks.js';
import { duePlan, inState, withoutPlan } from '../domain/state-changes.js';
import { customerUpdate } from './customer-update.js';

/**
 * The scheduler's part of updateCustomerState: applies a confirmed plan that is due. A repetition, an early call or a call after a
 * cancellation changes nothing. It is not in the list of operations, so callers cannot request it.
 */
export const applyDuePlan = customerUpdate({
  name: 'updateCustomerState',
  summary: 'Applies a confirmed plan that is due.',
  members: {},
  rejections: ['UnknownStateReason', 'StateReasonRetired'],
  check: (_, { catalogue, at }, customer) => {
    const plan = customer === null ? undefined : duePlan(customer, at);
    return plan === undefined ? [] : reasonOfState(plan, catalogue);
  },
  apply: (customer, _, { at }) => {
    const plan = duePlan(customer, at);
    return plan === undefined ? customer : withoutPlan(inState(customer, plan, at));
  },
  example: { requestId: 'plan-01a20d54-4f6f-75d8-88bc-7bbe75e0acad-4', customer: { externalId: 'CRM-1001' } },
});
