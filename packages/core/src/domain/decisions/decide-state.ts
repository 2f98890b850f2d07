import * as E from 'fp-ts/lib/Either.js';
import { pipe } from 'fp-ts/lib/function.js';
import type { UpdateCustomerState } from '../commands.js';
import type { Instant } from '../codecs.js';
import type { CustomerState } from '../customer.js';
import type { Decide } from '../decision.js';
import type { Rejected } from '../rejection.js';
import { changed, following, type Origin } from './changed.js';
import { all, openCustomer, reasonOf, toRejected } from './checks.js';

/** The customer is in the given state for the given reason. From DEACTIVATED there is no way on. */
export const decideState =
  (command: UpdateCustomerState, origin: Origin): Decide<Rejected> =>
  (facts, at) =>
    pipe(
      all({
        current: openCustomer(command.customer, origin.expectedVersion, facts),
        reason: reasonOf(command.state, facts.catalogue),
      }),
      E.map(({ current: { customer, occurredAt } }) => {
        const now = following(occurredAt, at);
        return changed(origin, customer, { ...customer, state: nextState(customer.state, command.state, now) }, now);
      }),
      E.mapLeft(toRejected),
    );

/** Asked for again without a date, a state goes on as it is: its date stays. */
const nextState = (held: CustomerState, asked: UpdateCustomerState['state'], now: Instant): CustomerState => ({
  state: asked.state,
  stateReason: asked.stateReason,
  stateValidFrom:
    asked.stateValidFrom ??
    (held.state === asked.state && held.stateReason === asked.stateReason ? held.stateValidFrom : now),
});
