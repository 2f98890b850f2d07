import * as O from 'fp-ts/lib/Option.js';
import type { Instant } from '../../domain/codecs.js';
import type { Customer } from '../../domain/customer.js';
import { completeTopic, type TopicsFor } from '../../domain/publication-rules.js';
import { type CustomerWrites, perform } from '../../operations/perform.js';
import { updateCustomerSegment } from '../../operations/update-customer-segment.js';
import { anActiveCustomer, context, numberedIds, writesTo } from '../builders.js';
import { exampleCatalogue } from '../../operations/examples.js';
import { LawBroken, succeeds } from '../law.js';
import type { MakeStore, StoreUnderTest } from '../store-under-test.js';

interface InUse {
  readonly clock?: () => Instant;
  readonly topicsFor?: TopicsFor;
}

/** A store with the example catalogue, and the use cases' view of it. */
export const storeInUse = async (
  make: MakeStore,
  { clock, topicsFor }: InUse = {},
): Promise<{ readonly store: StoreUnderTest; readonly writes: CustomerWrites }> => {
  const store = await make(
    clock === undefined ? { catalogue: exampleCatalogue } : { catalogue: exampleCatalogue, clock },
  );
  const writes = writesTo(store.customers, numberedIds('id'));
  return { store, writes: topicsFor === undefined ? writes : { ...writes, topicsFor } };
};

export const storeWithCustomer = async (make: MakeStore, options: InUse = {}) => {
  const inUse = await storeInUse(make, options);
  return { ...inUse, customer: await anActiveCustomer(inUse.writes) };
};

/** A request to move the customer, with a requestId of its own unless one is given. */
export const moveTo = (
  writes: CustomerWrites,
  { refId }: Pick<Customer, 'refId'>,
  customerSegment: string,
  given: { readonly requestId?: string; readonly client?: string; readonly expectedVersion?: number } = {},
) => {
  const { requestId = writes.newId(), ...rest } = given;
  return perform(writes)(updateCustomerSegment)({ requestId, customer: { refId }, customerSegment }, context(rest));
};

export const stored = async ({ customers }: StoreUnderTest, { refId }: Pick<Customer, 'refId'>): Promise<Customer> => {
  const found = await succeeds(customers.find({ refId }));
  if (O.isNone(found)) throw new LawBroken(`customer ${refId} is not found`);
  return found.value;
};

/** The customer's periods in the segment history, newest first. */
export const periods = async ({ customers }: StoreUnderTest, { refId }: Pick<Customer, 'refId'>) => {
  const found = await succeeds(customers.segmentHistory({ refId }, { limit: 1000, before: null }));
  return O.isSome(found) ? found.value : [];
};

/** The customer's unpublished versions in the order in which they would go out. */
export const unpublished = async (
  { outbox }: StoreUnderTest,
  { refId }: Pick<Customer, 'refId'>,
): Promise<ReadonlyArray<number>> => {
  const shards = await succeeds(outbox.lease('reader', 60_000));
  const entries = await succeeds(outbox.pending(shards, completeTopic, 10_000));
  return entries.filter(({ message }) => message.refId === refId).map(({ message }) => message.version);
};
