import * as E from 'fp-ts/lib/Either.js';
import * as O from 'fp-ts/lib/Option.js';
import { pipe } from 'fp-ts/lib/function.js';
import { Reason, RequestId } from '../domain/business-transaction.js';
import type { Catalogue } from '../domain/catalogue.js';
import {
  type Closed,
  closedOver,
  decode,
  type Instant,
  type Members,
  narrowed,
  type Objection,
} from '../domain/codecs.js';
import { type Customer, CustomerRef } from '../domain/customer.js';
import type { Decide } from '../domain/decision.js';
import { following, type Origin } from '../domain/decisions/changed.js';
import { type Objections, openCustomer } from '../domain/decisions/checks.js';
import type { Rejected, RejectionName } from '../domain/rejection.js';
import type { CustomerOperation } from './customer-operation.js';
import { decideStep } from './decide-step.js';

const base = { required: { requestId: RequestId, customer: CustomerRef }, optional: { reason: Reason } };
type Base = Closed<typeof base.required, typeof base.optional>;

/** What an update is checked against, and what it is made of. */
export interface UpdateFacts {
  /** True if the external id that the command claims belongs to another customer, Deactivated ones included. */
  readonly externalIdTaken: boolean;
  readonly catalogue: Catalogue;
  /** When the change occurs. */
  readonly at: Instant;
}

export interface UpdateDeclaration<
  N extends string,
  R extends Members,
  O extends Members,
  J extends RejectionName = never,
> {
  /** Camel case, unique among the operations: it is in the envelope, in message headers and in publication rules. */
  readonly name: N;
  readonly summary: string;
  /** The mandatory members beside requestId and customer. */
  readonly members: R;
  /** The optional members beside reason. */
  readonly optional?: O;
  /** What is wrong with the shape of a command beyond its members, each told at its place; by default nothing. */
  readonly shape?: (command: NoInfer<Base & Closed<R, O>>) => ReadonlyArray<Objection>;
  /** The external id that the command would take; by default none. */
  readonly claims?: (command: NoInfer<Base & Closed<R, O>>) => string | null;
  /** What `check` may object with, for the documents; RuleBroken needs no mention. By default nothing else. */
  readonly rejections?: ReadonlyArray<J>;
  /** What the business has against it, beside "exists, is not Deactivated, is at the version seen". `customer` is null where there is none. */
  readonly check?: (
    command: NoInfer<Base & Closed<R, O>>,
    facts: UpdateFacts,
    customer: Customer | null,
  ) => Objections<NoInfer<J> | 'RuleBroken'>;
  /** The customer as it is then; its version is set for it. Total: business rules see the result even where a check objects. */
  readonly apply: (customer: Customer, command: NoInfer<Base & Closed<R, O>>, facts: UpdateFacts) => Customer;
  /** A command that the documents show. */
  readonly example: NoInfer<Base & Closed<R, O>>;
}

/**
 * An operation that changes an existing customer. Everything else follows from it: the route, the documents, idempotency,
 * If-Match, history, journal and publication.
 */
export const customerUpdate = <
  const N extends string,
  R extends Members,
  O extends Members = Record<never, never>,
  const J extends RejectionName = never,
>(
  declaration: UpdateDeclaration<N, R, O, J>,
): CustomerOperation<N, Base & Closed<R, O>> => {
  const { name, summary, members, optional, shape, rejections = [] } = declaration;
  const { claims = () => null, check = () => [], apply, example } = declaration;
  const object = closedOver(base, members, optional);
  const command = shape === undefined ? object : narrowed(object, shape);

  const decide =
    (asked: Base & Closed<R, O>) =>
    (origin: Origin): Decide<Rejected> =>
    ({ current: held, externalIdTaken, catalogue }, present) => {
      const current = O.toNullable(held);
      const before = current?.customer ?? null;
      const at = current === null ? present : following(current.occurredAt, present);
      const facts = { externalIdTaken, catalogue, at };
      return decideStep(origin, {
        command: asked,
        before,
        after: before === null ? null : apply(before, asked, facts),
        objections: [...openCustomer(asked.customer, origin.expectedVersions, current), ...check(asked, facts, before)],
        catalogue,
        at,
      });
    };

  return {
    name,
    summary,
    creates: false,
    command,
    rejections,
    example,
    intentOf: (body) =>
      pipe(
        decode(command)(body),
        E.map((asked) => ({
          command: asked,
          customer: asked.customer,
          claimsExternalId: claims(asked),
          decide: decide(asked),
        })),
      ),
  };
};
