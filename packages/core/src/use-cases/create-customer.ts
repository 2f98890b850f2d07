import { pipe } from 'fp-ts/lib/function.js';
import * as TE from 'fp-ts/lib/TaskEither.js';
import { CreateCustomer } from '../domain/commands.js';
import { decideCreation } from '../domain/decisions/decide-creation.js';
import type { Failure } from '../domain/failure.js';
import type { Rejected } from '../domain/rejection.js';
import type { RequestContext } from '../domain/request-context.js';
import type { Receipt } from '../ports/customer-repository.js';
import { commandIn, type CustomerWrites, keyOf, originOf } from './customer-writes.js';

/**
 * Creates a customer with version 1 and an id of ours. `body`:
 * `{ requestId, state: { state, stateReason, stateValidFrom? }, externalId?, customerSegment?, customName?, customAttributes?, testCustomer?, reason? }`.
 *
 * Rejected with InvalidRequest, RequestIdReused, ExternalIdTaken, UnknownSegment, SegmentRetired or UnknownStateReason
 * (all that apply). Fails as `CustomerRepository.change` does.
 */
export const createCustomer =
  (deps: CustomerWrites) =>
  (body: unknown, context: RequestContext): TE.TaskEither<Rejected | Failure, Receipt> =>
    pipe(
      TE.fromEither(commandIn(CreateCustomer)(body)),
      TE.bindTo('command'),
      TE.let('refId', deps.newId),
      TE.flatMap(({ command, refId }) =>
        deps.customers.change(
          {
            customer: { refId },
            claimsExternalId: command.externalId ?? null,
            key: keyOf('createCustomer', command.requestId, body, context),
            deadline: context.deadline,
            traceparent: context.traceparent,
          },
          decideCreation(refId, command, originOf(deps, 'createCustomer', command, context)),
        ),
      ),
    );
