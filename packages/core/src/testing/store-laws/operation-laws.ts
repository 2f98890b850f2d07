import { createCustomer } from '../../operations/create-customer.js';
import type { CustomerOperation } from '../../operations/customer-operation.js';
import { customerOperations } from '../../operations/customer-operations.js';
import { type CustomerWrites, perform } from '../../operations/perform.js';
import { context } from '../builders.js';
import { failsWith, mustEqual, mustHold, succeeds } from '../law.js';
import type { StoreLaw } from '../store-under-test.js';
import { bringTo, deactivated, stored, storeInUse, tagsOf, unpublished } from './in-use.js';

/** Creates the customer of the operations' examples. */
const exampleCustomer = async (writes: CustomerWrites) => {
  const created = await succeeds(perform(writes)(createCustomer)(createCustomer.example, context()));
  return created.transaction.payload.customer;
};

const lawOf = (operation: CustomerOperation): StoreLaw => ({
  name: `${operation.name} takes effect once, answers with all changes, and respects the expected version and the customer's existence`,
  check: async (make) => {
    const { store, writes } = await storeInUse(make);
    const ask = (given: { readonly requestId?: string } = {}, caller = {}) =>
      perform(writes)(operation)({ ...operation.example, ...given }, context(caller));
    mustEqual(tagsOf(await failsWith(ask({ requestId: 'R-0' }))), ['CustomerNotFound'], 'without the customer');
    const customer = await exampleCustomer(writes);
    const seen = { expectedVersions: [customer.version] };
    const { transaction, body } = await succeeds(ask({}, seen));
    mustHold(transaction.changes.length > 0, 'the example changes the customer');
    mustEqual([transaction.operation, transaction.initiator], [operation.name, 'crm'], 'operation and initiator');
    mustEqual(await stored(store, customer), transaction.payload.customer, 'stored');
    mustEqual(transaction.payload.customer.version, 2, 'version');
    const again = await succeeds(ask({}, seen));
    mustEqual([again.replayed, again.body], [true, body], 'a repeat');
    mustEqual(await unpublished(store, customer), [1, 2], 'outbox');
    const { refId } = customer;
    const aboutIt = { ...operation.example, requestId: 'R-1', customer: { refId } };
    const stale = perform(writes)(operation)(aboutIt, context(seen));
    mustEqual(tagsOf(await failsWith(stale)), ['VersionMismatch'], 'for a version that is no more');
    await succeeds(bringTo(writes, customer, deactivated));
    const late = perform(writes)(operation)(aboutIt, context());
    mustEqual(tagsOf(await failsWith(late)), ['CustomerDeactivated'], 'of a deactivated customer');
  },
});

/** The laws of every update, derived from the list of operations so that a new operation is covered. */
export const operationLaws: ReadonlyArray<StoreLaw> = customerOperations
  .filter(({ creates }) => !creates)
  .map((operation) => lawOf(operation));
