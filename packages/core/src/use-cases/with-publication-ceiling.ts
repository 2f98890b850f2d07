import * as TE from 'fp-ts/lib/TaskEither.js';
import { publicationBacklog } from '../domain/failure.js';
import type { CustomerRepository } from '../ports/customer-repository.js';

/**
 * The same repository, but while `isFull` holds every change fails with PublicationBacklog before anything is loaded:
 * what cannot be published must not pile up without end.
 */
export const withPublicationCeiling = (customers: CustomerRepository, isFull: () => boolean): CustomerRepository => ({
  ...customers,
  change: (request, decide) => () => (isFull() ? TE.left(publicationBacklog)() : customers.change(request, decide)()),
});
