import { type OutboundMessage, perform, updateCustomerSegment } from '../src/index.js';
import {
  anActiveCustomer,
  context,
  exampleCatalogue,
  inMemoryStore,
  numberedIds,
  succeeds,
  writesTo,
} from '../src/testing/index.js';

/** Makes a store with two customers of three interleaved versions each, all unpublished. */
export const anOutbox = async () => {
  const store = inMemoryStore({ catalogue: exampleCatalogue });
  const writes = writesTo(store.customers, numberedIds('id'));
  const [one, two] = [await anActiveCustomer(writes), await anActiveCustomer(writes)];
  for (const customerSegment of ['SOHO', 'BUSINESS'])
    for (const { refId } of [one, two]) {
      const body = { requestId: writes.newId(), customer: { refId }, customerSegment };
      await succeeds(perform(writes)(updateCustomerSegment)(body, context()));
    }
  return { store, one: one.refId, two: two.refId };
};

/** Returns each message as "refId version". */
export const namesOf = (messages: ReadonlyArray<OutboundMessage>): ReadonlyArray<string> =>
  messages.map(({ refId, version }) => `${refId} ${version}`);
