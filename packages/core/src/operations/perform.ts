import * as E from 'fp-ts/lib/Either.js';
import type * as TE from 'fp-ts/lib/TaskEither.js';
import { canonicalJson } from '../domain/canonical-json.js';
import type { Failure } from '../domain/failure.js';
import type { Rejected } from '../domain/rejection.js';
import { type RequestContext, soundContext } from '../domain/request-context.js';
import type { CustomerRepository, Receipt } from '../ports/customer-repository.js';
import type { CustomerOperation } from './customer-operation.js';
import { type Deciding, prepare } from './prepare.js';

/** What every operation that changes a customer needs. */
export interface CustomerWrites extends Deciding {
  readonly customers: CustomerRepository;
}

/**
 * Performs an operation. `body` is what the caller sent, as parsed JSON. Nothing happens before the task runs.
 *
 * Rejected with InvalidRequest (every violation), else with all that the operation and the rules object to, or with
 * RequestIdReused. Fails as `CustomerRepository.change` does. Rejects with a WiringDefect, and changes nothing, when what was
 * wired in (client, ids, topics, an operation or a rule from outside) would put something into the envelope that cannot be
 * read back.
 */
export const perform = (deps: CustomerWrites) => {
  const { customers } = deps;
  const prepared = prepare(deps);
  return (operation: CustomerOperation) =>
    (body: unknown, context: RequestContext): TE.TaskEither<Rejected | Failure, Receipt> =>
    async () => {
      const { client, deadline, traceparent, expectedVersions } = soundContext(context);
      const request = prepared(operation, body, { client, expectedVersions, campaignId: null });
      if (E.isLeft(request)) return request;
      const { command, customer, claimsExternalId, decide } = request.right;
      const key = { client, requestId: command.requestId, operation: operation.name, content: canonicalJson(body) };
      return customers.change({ customer, claimsExternalId, key, deadline, traceparent }, decide)();
    };
};
