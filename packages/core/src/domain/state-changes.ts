import type { Instant } from './codecs.js';
import type { Customer, CustomerState, PendingState } from './customer.js';

type Asked = Pick<CustomerState, 'state' | 'stateReason'> & { readonly stateValidFrom?: Instant };

/**
 * The customer in the given state. Asked for again without a date, a state goes on as it is: its date stays. A customer that
 * is DEACTIVATED can never change again, so what was planned is dropped with it.
 */
export const inState = (customer: Customer, { state, stateReason, stateValidFrom }: Asked, at: Instant): Customer => {
  const held = customer.state;
  const since = held.state === state && held.stateReason === stateReason ? held.stateValidFrom : at;
  const changed = { ...customer, state: { state, stateReason, stateValidFrom: stateValidFrom ?? since } };
  return state === 'DEACTIVATED' ? withoutPlan(changed) : changed;
};

export const withPlan = (
  customer: Customer,
  { state, stateReason, stateValidFrom, confirmed }: PendingState,
): Customer => ({ ...customer, pendingState: { state, stateReason, stateValidFrom, confirmed } });

export const withoutPlan = ({ pendingState: _plan, ...customer }: Customer): Customer => customer;

/** The plan is confirmed, and its date has come. */
export const isDue = ({ pendingState }: Customer, at: Instant): boolean =>
  pendingState !== undefined && pendingState.confirmed && pendingState.stateValidFrom <= at;
