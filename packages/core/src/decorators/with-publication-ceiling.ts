import * as E from 'fp-ts/lib/Either.js';
import { publicationBacklog } from '../domain/failure.js';
import type { CustomerRepository } from '../ports/customer-repository.js';

/**
 * The same repository, but while `isFull` holds nothing is decided and every change fails with PublicationBacklog: what
 * cannot be published must not pile up without end. A repeat gets its stored answer all the same, it adds nothing; for
 * that every request is looked up.
 */
export const withPublicationCeiling = (customers: CustomerRepository, isFull: () => boolean): CustomerRepository => ({
  ...customers,
  change: (request, decide) =>
    customers.change(request, (facts, at) => (isFull() ? E.left(publicationBacklog) : decide(facts, at))),
});
