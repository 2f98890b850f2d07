import test from 'ava';
import { publicationBacklog, updateCustomerSegment, withPublicationCeiling } from '@casm/core';
import {
  anActiveCustomer,
  context,
  exampleCatalogue,
  failsWith,
  inMemoryStore,
  numberedIds,
  succeeds,
  writesTo,
} from '@casm/core/testing';

test('above the ceiling a change fails and leaves no trace; below it again the same request passes', async (t) => {
  const store = inMemoryStore({ catalogue: exampleCatalogue });
  let full = false;
  const writes = writesTo(
    withPublicationCeiling(store.customers, () => full),
    numberedIds('id'),
  );
  const customer = await anActiveCustomer(writes);
  const body = { requestId: 'r-1', customer: { refId: customer.refId }, customerSegment: 'SOHO' };
  full = true;
  t.deepEqual(await failsWith(updateCustomerSegment(writes)(body, context())), publicationBacklog);
  t.is(await succeeds(store.outbox.size(10)), 1);
  full = false;
  const receipt = await succeeds(updateCustomerSegment(writes)(body, context()));
  t.deepEqual([receipt.replayed, receipt.transaction.payload.customer.version], [false, 2]);
});
