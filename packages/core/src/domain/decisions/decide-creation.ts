import * as E from 'fp-ts/lib/Either.js';
import { pipe } from 'fp-ts/lib/function.js';
import * as O from 'fp-ts/lib/Option.js';
import type { CreateCustomer } from '../commands.js';
import type { Instant } from '../codecs.js';
import type { Customer } from '../customer.js';
import type { Decide } from '../decision.js';
import type { Rejected } from '../rejection.js';
import { changed, type Origin } from './changed.js';
import { all, assignableSegment, freeExternalId, reasonOf, toRejected } from './checks.js';

/** A customer with version 1 under the given id. */
export const decideCreation =
  (refId: string, command: CreateCustomer, origin: Origin): Decide<Rejected> =>
  (facts, at) => {
    // A defect of whoever draws the ids, and no rejection: the caller cannot mend it.
    if (O.isSome(facts.current)) throw new Error(`the id ${refId} was drawn for a new customer, but it is taken`);
    return pipe(
      all({
        segment:
          command.customerSegment === undefined
            ? E.right(null)
            : assignableSegment(command.customerSegment, facts.catalogue),
        reason: reasonOf(command.state, facts.catalogue),
        externalId: freeExternalId(command.externalId ?? null, facts),
      }),
      E.map(() => changed(origin, null, newCustomer(refId, command, at), at)),
      E.mapLeft(toRejected),
    );
  };

const newCustomer = (refId: string, command: CreateCustomer, at: Instant): Customer => ({
  refId,
  externalId: command.externalId ?? null,
  customName: command.customName ?? null,
  customerSegment: command.customerSegment ?? null,
  customAttributes: command.customAttributes ?? {},
  state: {
    state: command.state.state,
    stateReason: command.state.stateReason,
    stateValidFrom: command.state.stateValidFrom ?? at,
  },
  testCustomer: command.testCustomer ?? false,
  version: 1,
});
