import * as O from 'fp-ts/lib/Option.js';
import type { Instant } from '../../domain/codecs.js';
import type { Customer, CustomerRef } from '../../domain/customer.js';
import type { TopicsFor } from '../../domain/publication-rules.js';
import type { SegmentPeriod } from '../../domain/history-period.js';
import type { HistoryPage } from '../../ports/customer-history.js';
import { createCustomer } from '../../operations/create-customer.js';
import { exampleCatalogue } from '../../operations/examples.js';
import { type CustomerWrites, perform } from '../../operations/perform.js';
import { updateCustomerSegment } from '../../operations/update-customer-segment.js';
import { updateCustomerState } from '../../operations/update-customer-state.js';
import { LawBroken, succeeds } from '../law.js';
import { allPending, anActiveCustomer, context, numberedIds, writesTo } from '../builders.js';
import type { MakeStore, StoreUnderTest } from '../store-under-test.js';

interface InUse {
  readonly clock?: () => Instant;
  readonly topicsFor?: TopicsFor;
}

/** Makes a store with the example catalogue, and returns it with the use cases' dependencies. */
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

/** Overrides of a request's defaults, which are a unique requestId, the client `crm` and no expected version. */
interface Given {
  readonly requestId?: string;
  readonly reason?: string;
  readonly client?: string;
  readonly onBehalfOf?: string;
  readonly expectedVersions?: ReadonlyArray<number>;
  readonly traceparent?: string;
}

const requestOf = (writes: CustomerWrites, { requestId = writes.newId(), reason, ...caller }: Given) => ({
  members: reason === undefined ? { requestId } : { requestId, reason },
  caller: context(caller),
});

/** Requests the creation of a customer. `members` are the members of the body. */
export const create = (
  writes: CustomerWrites,
  members: Readonly<Record<string, unknown>> = { state: { state: 'ACTIVE', stateReason: 'dfltActive' } },
  given: Given = {},
) => {
  const request = requestOf(writes, given);
  return perform(writes)(createCustomer)({ ...request.members, ...members }, request.caller);
};

/** Requests a move of the customer to a segment. */
export const moveTo = (
  writes: CustomerWrites,
  { refId }: Pick<Customer, 'refId'>,
  customerSegment: string,
  given: Given = {},
) => {
  const request = requestOf(writes, given);
  return perform(writes)(updateCustomerSegment)(
    { ...request.members, customer: { refId }, customerSegment },
    request.caller,
  );
};

/** Requests a change of the customer's state, with the state's default reason unless `state` overrides it. */
export const bringTo = (
  writes: CustomerWrites,
  { refId }: Pick<Customer, 'refId'>,
  state: { readonly state: string; readonly stateReason: string; readonly stateValidFrom?: string },
  given: Given = {},
) => {
  const request = requestOf(writes, given);
  return perform(writes)(updateCustomerState)({ ...request.members, customer: { refId }, state }, request.caller);
};

export const suspended = { state: 'SUSPENDED', stateReason: 'dfltSuspended' };
export const deactivated = { state: 'DEACTIVATED', stateReason: 'dfltDeactivated' };

/** Returns the tags of the rejections, or the error itself if it is not a rejection. */
export const tagsOf = (error: unknown): unknown =>
  typeof error === 'object' && error !== null && 'rejections' in error && Array.isArray(error.rejections)
    ? error.rejections.map((rejection: { readonly _tag: string }) => rejection._tag)
    : error;

export const reused = (requestId: string) => ({
  _tag: 'Rejected',
  rejections: [{ _tag: 'RequestIdReused', requestId }],
});

export const stored = async (
  { customers }: Pick<StoreUnderTest, 'customers'>,
  { refId }: Pick<Customer, 'refId'>,
): Promise<Customer> => {
  const found = await succeeds(customers.find({ refId }));
  if (O.isNone(found)) throw new LawBroken(`customer ${refId} is not found`);
  return found.value;
};

export const everyPeriod: HistoryPage = { limit: 1000, before: null, asOf: null };

/** Returns the periods of the segment history, newest first. The customer must exist. */
export const periodsOf = async (
  { history }: Pick<StoreUnderTest, 'history'>,
  customer: CustomerRef,
  page: Partial<HistoryPage> = {},
): Promise<ReadonlyArray<SegmentPeriod>> => {
  const found = await succeeds(history.segments(customer, { ...everyPeriod, ...page }));
  if (O.isNone(found)) throw new LawBroken(`there is no history of ${JSON.stringify(customer)}`);
  return found.value;
};

export const periods = (
  store: Pick<StoreUnderTest, 'history'>,
  { refId }: Pick<Customer, 'refId'>,
  page: Partial<HistoryPage> = {},
): Promise<ReadonlyArray<SegmentPeriod>> => periodsOf(store, { refId }, page);

/** Returns the customer's unpublished versions on the complete topic, in order of publication. */
export const unpublished = async (
  store: Pick<StoreUnderTest, 'leases' | 'outbox'>,
  { refId }: Pick<Customer, 'refId'>,
): Promise<ReadonlyArray<number>> =>
  (await allPending(store)).filter(({ message }) => message.refId === refId).map(({ message }) => message.version);
