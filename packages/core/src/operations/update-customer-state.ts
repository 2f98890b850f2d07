import { closed, described, flag, instant, type Instant, named, oneOf } from '../domain/codecs.js';
import { Code, type Customer, LifecycleState } from '../domain/customer.js';
import { begunState, reasonOfState } from '../domain/decisions/checks.js';
import { inState, withoutPlan, withPlan } from '../domain/state-changes.js';
import { customerUpdate, type UpdateFacts } from './customer-update.js';
import { objectionsToStateCommand, stateIntentIn, type StateIntent } from './state-intent.js';

const State = named(
  'New State',
  'The state that the customer comes into; with CONFIRM the date alone.',
  closed(
    {},
    {
      state: LifecycleState,
      stateReason: Code,
      stateValidFrom: described('Since when; of a plan: when it takes effect.', instant),
      pending: described('True: a plan, which takes effect on its date once it is confirmed.', flag),
    },
  ),
);

/**
 * Brings a customer into a state for a configured reason: at once, or, with `pending`, as a plan. A plan takes effect on its
 * `stateValidFrom` once it is confirmed (`pendingOperation: CONFIRM`, which may give another date), and is dropped by CANCEL.
 * From DEACTIVATED there is no way on. Asked for again without a date, a state goes on as it is: its date stays.
 */
export const updateCustomerState = customerUpdate({
  name: 'updateCustomerState',
  summary: 'Brings a customer into a state for a configured reason, at once or as a plan; confirms or cancels a plan.',
  members: {},
  optional: {
    state: State,
    pendingOperation: described('What becomes of the plan that there is.', oneOf('CONFIRM', 'CANCEL')),
  },
  shape: objectionsToStateCommand,
  rejections: ['UnknownStateReason', 'StateReasonRetired', 'FutureState', 'NoPendingState'],
  check: (command, facts, customer) => objectionsTo(stateIntentIn(command), facts, customer),
  apply: (customer, command, { at }) => applied(customer, stateIntentIn(command), at),
  example: {
    requestId: 'crm-20260331-2',
    customer: { externalId: 'CRM-1001' },
    state: { state: 'SUSPENDED', stateReason: 'dfltSuspended', stateValidFrom: '2026-03-31T00:00:00.000Z' },
    reason: 'unpaid invoices',
  },
});

const objectionsTo = (asked: StateIntent, { catalogue, at }: UpdateFacts, customer: Customer | null) => {
  switch (asked.kind) {
    case 'now':
      return [...reasonOfState(asked, catalogue), ...begunState(asked.stateValidFrom, at)];
    case 'plan':
      return reasonOfState(asked, catalogue);
    case 'confirm':
    case 'cancel': {
      if (customer === null) return [];
      const plan = customer.pendingState;
      if (plan === undefined) return [{ _tag: 'NoPendingState' as const, refId: customer.refId }];
      return asked.kind === 'confirm' ? reasonOfState(plan, catalogue) : [];
    }
  }
};

const applied = (customer: Customer, asked: StateIntent, at: Instant): Customer => {
  switch (asked.kind) {
    case 'now':
      return inState(customer, asked, at);
    case 'plan':
      return withPlan(customer, { ...asked, confirmed: false });
    case 'confirm': {
      const plan = customer.pendingState;
      if (plan === undefined) return customer;
      const stateValidFrom = asked.stateValidFrom ?? plan.stateValidFrom;
      return stateValidFrom <= at
        ? withoutPlan(inState(customer, { ...plan, stateValidFrom }, at))
        : withPlan(customer, { ...plan, stateValidFrom, confirmed: true });
    }
    case 'cancel':
      return withoutPlan(customer);
  }
};
