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

/** The stored data and the time that an update is decided on. */
export interface UpdateFacts {
  /** True if the external id that the command assigns belongs to a customer already, including a deactivated one. */
  readonly externalIdTaken: boolean;
  readonly catalogue: Catalogue;
  /** The time of the change. */
  readonly at: Instant;
}

/** The declaration of an operation that updates a customer. `customerUpdate` makes the operation of it. */
export interface UpdateDeclaration<
  N extends string,
  R extends Members,
  O extends Members,
  J extends RejectionName = never,
> {
  /** Camel case, unique among the operations. It appears in the envelope, in message headers and in publication rules. */
  readonly name: N;
  readonly summary: string;
  /** The mandatory members in addition to requestId and customer. */
  readonly members: R;
  /** The optional members in addition to reason. */
  readonly optional?: O;
  /** Returns violations of rules over several members, each with its path; none by default. */
  readonly shape?: (command: NoInfer<Base & Closed<R, O>>) => ReadonlyArray<Objection>;
  /** Returns the external id that the command assigns; null by default. */
  readonly claims?: (command: NoInfer<Base & Closed<R, O>>) => string | null;
  /** The rejections that `check` can return, for the documents, without RuleBroken; none by default. */
  readonly rejections?: ReadonlyArray<J>;
  /**
   * Returns the operation's own rejections. That the customer exists, is not DEACTIVATED and is at an accepted version is checked
   * separately. `customer` is null if it does not exist.
   */
  readonly check?: (
    command: NoInfer<Base & Closed<R, O>>,
    facts: UpdateFacts,
    customer: Customer | null,
  ) => Objections<NoInfer<J> | 'RuleBroken'>;
  /** Returns the changed customer; its version is set by the caller. Total: business rules get the result even if `check` rejects. */
  readonly apply: (customer: Customer, command: NoInfer<Base & Closed<R, O>>, facts: UpdateFacts) => Customer;
  /** An example command for the documents. */
  readonly example: NoInfer<Base & Closed<R, O>>;
}

/**
 * Declares an operation that changes an existing customer. Its route, documents, idempotency, If-Match, history, journal and
 * publication follow from the declaration.
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
    (body: Base & Closed<R, O>) =>
    (origin: Origin): Decide<Rejected> =>
    ({ current: loaded, externalIdTaken, catalogue }, now) => {
      const current = O.toNullable(loaded);
      const before = current?.customer ?? null;
      const at = current === null ? now : following(current.occurredAt, now);
      const facts = { externalIdTaken, catalogue, at };
      return decideStep(origin, {
        command: body,
        before,
        after: before === null ? null : apply(before, body, facts),
        objections: [...openCustomer(body.customer, origin.expectedVersions, current), ...check(body, facts, before)],
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
        E.map((decoded) => ({
          command: decoded,
          customer: decoded.customer,
          claimsExternalId: claims(decoded),
          decide: decide(decoded),
        })),
      ),
  };
};
