import * as E from 'fp-ts/lib/Either.js';
import { pipe } from 'fp-ts/lib/function.js';
import type * as t from 'io-ts';
import type { CustomerOperation } from '../domain/business-transaction.js';
import { canonicalJson } from '../domain/canonical-json.js';
import { decode } from '../domain/codecs.js';
import type { Origin } from '../domain/decisions/changed.js';
import type { TopicsFor } from '../domain/publication-rules.js';
import { rejected, type Rejected } from '../domain/rejection.js';
import type { RequestContext } from '../domain/request-context.js';
import type { CustomerRepository } from '../ports/customer-repository.js';
import type { RequestKey } from '../ports/request-key.js';

/** What every use case that changes a customer needs. */
export interface CustomerWrites {
  readonly customers: CustomerRepository;
  /** A fresh id, unique for ever, of at most 64 characters; ids that grow with time keep indexes small. */
  readonly newId: () => string;
  readonly topicsFor: TopicsFor;
}

/** The command in a body, or InvalidRequest with every violation. */
export const commandIn =
  <A>(codec: t.Type<A, unknown, unknown>) =>
  (body: unknown): E.Either<Rejected, A> =>
    pipe(
      decode(codec)(body),
      E.mapLeft((violations) => rejected({ _tag: 'InvalidRequest', violations })),
    );

export const keyOf = (operation: string, requestId: string, body: unknown, { client }: RequestContext): RequestKey => ({
  client,
  requestId,
  operation,
  content: canonicalJson(body),
});

export const originOf = (
  { newId, topicsFor }: CustomerWrites,
  operation: CustomerOperation,
  command: { readonly requestId: string; readonly reason?: string },
  { client, expectedVersion }: RequestContext,
): Origin => ({
  transactionId: newId(),
  requestId: command.requestId,
  operation,
  initiator: client,
  reason: command.reason ?? null,
  expectedVersion,
  topicsFor,
});
