import * as E from 'fp-ts/lib/Either.js';
import type * as TE from 'fp-ts/lib/TaskEither.js';
import { canonicalJson } from '../domain/canonical-json.js';
import type { Failure } from '../domain/failure.js';
import type { Rejected } from '../domain/rejection.js';
import { type RequestContext, soundContext } from '../domain/request-context.js';
import type { CustomerRepository, Receipt } from '../ports/customer-repository.js';
import type { CustomerOperation } from './customer-operation.js';
import { type Deciding, prepare } from './prepare.js';

/** The dependencies of every operation that changes a customer. */
export interface CustomerWrites extends Deciding {
  readonly customers: CustomerRepository;
}

/**
 * Performs an operation on a request body, which is parsed JSON. The call starts when the task runs.
 *
 * Returns Rejected with InvalidRequest, which lists all violations, or with all rejections of the operation and the rules, or with
 * RequestIdReused. Returns the failures of `CustomerRepository.change`. The promise rejects with a WiringDefect, and nothing is
 * changed, if a component passed in (client, ids, topics, an embedder's operation or rule) makes an envelope that cannot be decoded.
 */
export const perform = (deps: CustomerWrites) => {
  const { customers } = deps;
  const prepared = prepare(deps);
  return (operation: CustomerOperation) =>
    (body: unknown, context: RequestContext): TE.TaskEither<Rejected | Failure, Receipt> =>
    async () => {
      const { client, onBehalfOf = null, deadline, traceparent, expectedVersions } = soundContext(context);
      const request = prepared(operation, body, { client, onBehalfOf, expectedVersions, campaignId: null });
      if (E.isLeft(request)) return request;
      const { command, customer, claimsExternalId, decide } = request.right;
      const key = { client, requestId: command.requestId, operation: operation.name, content: canonicalJson(body) };
      return customers.change({ customer, claimsExternalId, key, deadline, traceparent }, decide)();
    };
};
