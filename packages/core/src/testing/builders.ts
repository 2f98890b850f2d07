import { pipe } from 'fp-ts/lib/function.js';
import * as TE from 'fp-ts/lib/TaskEither.js';
import type { Customer } from '../domain/customer.js';
import { completeTopic, toTopics } from '../domain/publication-rules.js';
import type { RequestContext } from '../domain/request-context.js';
import type { CustomerRepository, Receipt } from '../ports/customer-repository.js';
import type { Outbox, OutboxEntry } from '../ports/outbox.js';
import type { ShardLeases } from '../ports/shard-leases.js';
import { createCustomer } from '../operations/create-customer.js';
import { type CustomerWrites, perform } from '../operations/perform.js';
import { succeeds } from './law.js';

/** The context of a call by the client `crm`, without an expected version and with a timeout of half a minute. */
export const context = (given: Partial<RequestContext> = {}): RequestContext => ({
  client: 'crm',
  expectedVersions: null,
  deadline: Date.now() + 30_000,
  traceparent: null,
  ...given,
});

/** Returns a generator of ids that are unique in this process and grow with time. */
export const numberedIds = (prefix: string): (() => string) => {
  let drawn = 0;
  return () => {
    drawn += 1;
    return `${prefix}-${String(drawn).padStart(6, '0')}`;
  };
};

/** Returns the dependencies of `perform` on these customers, with the complete topic only and without business rules. */
export const writesTo = (customers: CustomerRepository, newId: () => string): CustomerWrites => ({
  customers,
  newId,
  topicsFor: toTopics(),
});

/** Creates an ACTIVE customer, in segment RESIDENTIAL unless `given` overrides it. */
export const anActiveCustomer = (
  writes: CustomerWrites,
  given: Readonly<Record<string, unknown>> = {},
): Promise<Customer> =>
  succeeds(
    pipe(
      perform(writes)(createCustomer)(
        {
          requestId: writes.newId(),
          customerSegment: 'RESIDENTIAL',
          state: { state: 'ACTIVE', stateReason: 'dfltActive' },
          ...given,
        },
        context(),
      ),
      TE.map(({ transaction }: Receipt) => transaction.payload.customer),
    ),
  );

/** Returns all outbox entries of the topic, read with the leases of all shards. */
export const allPending = async (
  { leases, outbox }: { readonly leases: ShardLeases; readonly outbox: Outbox },
  topic = completeTopic,
): Promise<ReadonlyArray<OutboxEntry>> => {
  const shards = await succeeds(leases.lease('reader', 60_000));
  return succeeds(outbox.pending(shards, topic, 100_000));
};
