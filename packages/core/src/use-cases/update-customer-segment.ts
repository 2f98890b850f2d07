import { pipe } from 'fp-ts/lib/function.js';
import * as TE from 'fp-ts/lib/TaskEither.js';
import { UpdateCustomerSegment } from '../domain/commands.js';
import { decideSegment } from '../domain/decisions/decide-segment.js';
import type { Failure } from '../domain/failure.js';
import type { Rejected } from '../domain/rejection.js';
import type { RequestContext } from '../domain/request-context.js';
import type { Receipt } from '../ports/customer-repository.js';
import { commandIn, type CustomerWrites, keyOf, originOf } from './customer-writes.js';

/**
 * Moves a customer to another segment, effective at once. `body` is what the caller sent, as parsed JSON:
 * `{ requestId, customer: { refId } or { externalId }, customerSegment, reason? }`.
 *
 * Rejected with InvalidRequest (every violation), RequestIdReused, CustomerNotFound, CustomerDeactivated,
 * VersionMismatch, UnknownSegment or SegmentRetired (all that apply). Fails as `CustomerRepository.change` does.
 */
export const updateCustomerSegment =
  (deps: CustomerWrites) =>
  (body: unknown, context: RequestContext): TE.TaskEither<Rejected | Failure, Receipt> =>
    pipe(
      TE.fromEither(commandIn(UpdateCustomerSegment)(body)),
      TE.flatMap((command) =>
        deps.customers.change(
          {
            customer: command.customer,
            claimsExternalId: null,
            key: keyOf('updateCustomerSegment', command.requestId, body, context),
            deadline: context.deadline,
            traceparent: context.traceparent,
          },
          decideSegment(command, originOf(deps, 'updateCustomerSegment', command, context)),
        ),
      ),
    );
