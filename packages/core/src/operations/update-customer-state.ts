import { closed, described, flag, instant, type Instant, named, oneOf } from '../domain/codecs.js';
import { Code, type Customer, LifecycleState } from '../domain/customer.js';
import { begunState, reasonOfState } from '../domain/decisions/checks.js';
import { inState, withoutPlan, withPlan } from '../domain/state-changes.js';
import { customerUpdate, type UpdateFacts } from './customer-update.js';
import { objectionsToStateCommand, stateIntentIn, type StateIntent } from './state-intent.js';

const State = named(
  'New State',
  'The new state of the customer. With CONFIRM, only stateValidFrom is allowed.',
  closed(
    {},
    {
      state: LifecycleState,
      stateReason: Code,
      stateValidFrom: described('When the state began; for a plan, when it takes effect.', instant),
      pending: described('If true, the change is only planned. Once confirmed, it takes effect on its date.', flag),
    },
  ),
);

/**
 * Changes the state of a customer for a configured reason: immediately or, with `pending`, as a plan. Once confirmed, a plan takes
 * effect on its `stateValidFrom`. `pendingOperation: CONFIRM` confirms it and may set another date; CANCEL removes it. DEACTIVATED is
 * terminal. A request for the current state and reason without a date keeps the current date.
 */
export const updateCustomerState = customerUpdate({
  name: 'updateCustomerState',
  summary: 'Changes the state of a customer, immediately or as a plan; confirms or cancels a plan.',
  members: {},
  optional: {
    state: State,
    pendingOperation: described('Confirms or cancels the planned change.', oneOf('CONFIRM', 'CANCEL')),
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

const objectionsTo = (intent: StateIntent, { catalogue, at }: UpdateFacts, customer: Customer | null) => {
  switch (intent.kind) {
    case 'now':
      return [...reasonOfState(intent, catalogue), ...begunState(intent.stateValidFrom, at)];
    case 'plan':
      return reasonOfState(intent, catalogue);
    case 'confirm':
    case 'cancel': {
      if (customer === null) return [];
      const plan = customer.pendingState;
      if (plan === undefined) return [{ _tag: 'NoPendingState' as const, refId: customer.refId }];
      return intent.kind === 'confirm' ? reasonOfState(plan, catalogue) : [];
    }
  }
};

const applied = (customer: Customer, intent: StateIntent, at: Instant): Customer => {
  switch (intent.kind) {
    case 'now':
      return inState(customer, intent, at);
    case 'plan':
      return withPlan(customer, { ...intent, confirmed: false });
    case 'confirm': {
      const plan = customer.pendingState;
      if (plan === undefined) return customer;
      const stateValidFrom = intent.stateValidFrom ?? plan.stateValidFrom;
      return stateValidFrom <= at
        ? withoutPlan(inState(customer, { ...plan, stateValidFrom }, at))
        : withPlan(customer, { ...plan, stateValidFrom, confirmed: true });
    }
    case 'cancel':
      return withoutPlan(customer);
  }
};
