import * as E from 'fp-ts/lib/Either.js';
import { publicationBacklog } from '../domain/failure.js';
import type { CustomerRepository } from '../ports/customer-repository.js';

/**
 * Returns the repository with a limit of the outbox. While `isFull` returns true, every change fails with PublicationBacklog without a
 * decision. A repeated request still gets its stored answer, so every request is looked up first.
 */
export const withPublicationCeiling = (customers: CustomerRepository, isFull: () => boolean): CustomerRepository => ({
  ...customers,
  change: (request, decide) =>
    customers.change(request, (facts, at) => (isFull() ? E.left(publicationBacklog) : decide(facts, at))),
});
