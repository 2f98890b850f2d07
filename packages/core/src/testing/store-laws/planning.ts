import type { Customer } from '../../domain/customer.js';
import { type CustomerWrites, perform } from '../../operations/perform.js';
import { updateCustomerState } from '../../operations/update-customer-state.js';
import { applyDuePlans } from '../../use-cases/apply-due-plans.js';
import { context } from '../builders.js';
import type { MakeStore, StoreUnderTest } from '../store-under-test.js';
import { storeInUse, suspended } from './in-use.js';

export const ask = (
  writes: CustomerWrites,
  { refId }: Pick<Customer, 'refId'>,
  members: Readonly<Record<string, unknown>>,
) => perform(writes)(updateCustomerState)({ requestId: writes.newId(), customer: { refId }, ...members }, context());

export const plan = (stateValidFrom: string) => ({ state: { ...suspended, stateValidFrom, pending: true } });
export const confirm = { pendingOperation: 'CONFIRM' };
export const cancel = { pendingOperation: 'CANCEL' };

export const later = '2026-03-01T00:00:00.000Z';
export const evenLater = '2026-04-01T00:00:00.000Z';

/** Makes a store whose clock is fixed until it is set. */
export const storeAt = async (make: MakeStore) => {
  let now = '2026-02-01T00:00:00.000Z';
  const inUse = await storeInUse(make, { clock: () => now });
  const pass = (store: StoreUnderTest = inUse.store) =>
    applyDuePlans({
      ...inUse.writes,
      customers: store.customers,
      directory: store.directory,
      now: () => now,
      timeoutMs: 30_000,
      onRefused: () => undefined,
    });
  return { ...inUse, pass, setClock: (moment: string) => void (now = moment) };
};
