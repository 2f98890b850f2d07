import { pipe } from 'fp-ts/lib/function.js';
import * as TE from 'fp-ts/lib/TaskEither.js';
import { UpdateCustomerState } from '../domain/commands.js';
import { decideState } from '../domain/decisions/decide-state.js';
import type { Failure } from '../domain/failure.js';
import type { Rejected } from '../domain/rejection.js';
import type { RequestContext } from '../domain/request-context.js';
import type { Receipt } from '../ports/customer-repository.js';
import { commandIn, type CustomerWrites, keyOf, originOf } from './customer-writes.js';

/**
 * Brings a customer into a state for a configured reason, effective at once. `body`:
 * `{ requestId, customer, state: { state, stateReason, stateValidFrom?, pending? }, reason? }`; `pending: true` is refused.
 *
 * Rejected with InvalidRequest, RequestIdReused, CustomerNotFound, CustomerDeactivated, VersionMismatch or
 * UnknownStateReason (all that apply). Fails as `CustomerRepository.change` does.
 */
export const updateCustomerState =
  (deps: CustomerWrites) =>
  (body: unknown, context: RequestContext): TE.TaskEither<Rejected | Failure, Receipt> =>
    pipe(
      TE.fromEither(commandIn(UpdateCustomerState)(body)),
      TE.flatMap((command) =>
        deps.customers.change(
          {
            customer: command.customer,
            claimsExternalId: null,
            key: keyOf('updateCustomerState', command.requestId, body, context),
            deadline: context.deadline,
            traceparent: context.traceparent,
          },
          decideState(command, originOf(deps, 'updateCustomerState', command, context)),
        ),
      ),
    );
