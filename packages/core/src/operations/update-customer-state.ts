import { closed, flag, instant, satisfying } from '../domain/codecs.js';
import { Code, type CustomerState, LifecycleState } from '../domain/customer.js';
import { begunState, reasonOfState } from '../domain/decisions/checks.js';
import { customerUpdate } from './customer-update.js';

const NewState = closed(
  { state: LifecycleState, stateReason: Code },
  {
    stateValidFrom: instant,
    pending: satisfying(flag, 'must be false: planned state changes are not supported yet', (pending) => !pending),
  },
);

/**
 * Brings a customer into a state for a configured reason. From DEACTIVATED there is no way on. Asked for again without a
 * date, a state goes on as it is: its date stays.
 */
export const updateCustomerState = customerUpdate({
  name: 'updateCustomerState',
  summary: 'Brings a customer into a state for a configured reason, effective at once.',
  members: { state: NewState },
  rejections: ['UnknownStateReason', 'FutureState'],
  check: ({ state }, { catalogue, at }) => [
    ...reasonOfState(state, catalogue),
    ...begunState(state.stateValidFrom, at),
  ],
  apply: (customer, { state: { state, stateReason, stateValidFrom } }, { at }) => ({
    ...customer,
    state: {
      state,
      stateReason,
      stateValidFrom:
        stateValidFrom ?? (isSame(customer.state, { state, stateReason }) ? customer.state.stateValidFrom : at),
    },
  }),
  example: {
    requestId: 'crm-20260331-2',
    customer: { externalId: 'CRM-1001' },
    state: { state: 'SUSPENDED', stateReason: 'dfltSuspended', stateValidFrom: '2026-03-31T00:00:00.000Z' },
    reason: 'unpaid invoices',
  },
});

type Asked = Pick<CustomerState, 'state' | 'stateReason'>;

const isSame = (held: Asked, asked: Asked): boolean =>
  held.state === asked.state && held.stateReason === asked.stateReason;
