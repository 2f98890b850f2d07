import type { Instant } from './codecs.js';
import type { Customer, CustomerState, PendingState } from './customer.js';

type RequestedState = Pick<CustomerState, 'state' | 'stateReason'> & { readonly stateValidFrom?: Instant | undefined };

/**
 * Returns the customer in the given state. A request for the current state and reason without a date keeps the current date.
 * DEACTIVATED is terminal, so it removes a planned change.
 */
export const inState = (
  customer: Customer,
  { state, stateReason, stateValidFrom }: RequestedState,
  at: Instant,
): Customer => {
  const current = customer.state;
  const since = current.state === state && current.stateReason === stateReason ? current.stateValidFrom : at;
  const changed = { ...customer, state: { state, stateReason, stateValidFrom: stateValidFrom ?? since } };
  return state === 'DEACTIVATED' ? withoutPlan(changed) : changed;
};

export const withPlan = (
  customer: Customer,
  { state, stateReason, stateValidFrom, confirmed }: PendingState,
): Customer => ({ ...customer, pendingState: { state, stateReason, stateValidFrom, confirmed } });

export const withoutPlan = ({ pendingState: _plan, ...customer }: Customer): Customer => customer;

/** Returns the planned change if it is confirmed and its date has come. */
export const duePlan = ({ pendingState }: Customer, at: Instant): PendingState | undefined =>
  pendingState?.confirmed === true && pendingState.stateValidFrom <= at ? pendingState : undefined;
