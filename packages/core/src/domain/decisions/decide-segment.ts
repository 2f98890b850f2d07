import * as E from 'fp-ts/lib/Either.js';
import { pipe } from 'fp-ts/lib/function.js';
import type { UpdateCustomerSegment } from '../commands.js';
import type { Decide } from '../decision.js';
import type { Rejected } from '../rejection.js';
import { changed, following, type Origin } from './changed.js';
import { all, assignableSegment, openCustomer, toRejected } from './checks.js';

/** The customer is in the given segment from now on. The segment it is in already: nothing changes. */
export const decideSegment =
  (command: UpdateCustomerSegment, origin: Origin): Decide<Rejected> =>
  (facts, at) =>
    pipe(
      all({
        current: openCustomer(command.customer, origin.expectedVersion, facts),
        customerSegment: assignableSegment(command.customerSegment, facts.catalogue),
      }),
      E.map(({ current: { customer, occurredAt }, customerSegment }) =>
        changed(origin, customer, { ...customer, customerSegment }, following(occurredAt, at)),
      ),
      E.mapLeft(toRejected),
    );
