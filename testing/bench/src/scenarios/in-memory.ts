import { updateCustomerSegment, perform } from '@casm/core';
import {
  anActiveCustomer,
  context,
  exampleCatalogue,
  inMemoryStore,
  numberedIds,
  succeeds,
  writesTo,
} from '@casm/core/testing';
import type { Scenario } from '../scenario.js';
import { figureOf, median } from '../statistics.js';

const updates = 100_000;
const inFlight = 64;
const segments = ['SOHO', 'BUSINESS', 'RESIDENTIAL'];

const once = async (): Promise<number> => {
  const writes = writesTo(inMemoryStore({ catalogue: exampleCatalogue }).customers, numberedIds('id'));
  const customers = await Promise.all(Array.from({ length: 1000 }, () => anActiveCustomer(writes)));
  const started = performance.now();
  for (let n = 0; n < updates; n += inFlight) {
    const calls = Array.from({ length: inFlight }, (_, index) => {
      const customerSegment = segments[(n + index) % segments.length];
      const body = {
        requestId: `bench-${n + index}`,
        customer: { refId: customers[(n + index) % customers.length]?.refId },
        customerSegment,
      };
      return succeeds(perform(writes)(updateCustomerSegment)(body, context()));
    });
    await Promise.all(calls);
  }
  return (updates / (performance.now() - started)) * 1000;
};

/** The use case with everything but a database: validation, decision, history, journal, outbox, request keys. */
export const inMemory: Scenario = {
  name: 'in-memory',
  run: async ({ rounds }) => {
    await once();
    const runs: Array<number> = [];
    for (let round = 0; round < rounds; round += 1) runs.push(await once());
    return {
      title: 'The use case in process, on the in-memory adapters',
      figures: [figureOf('updateCustomerSegment', '/s', runs)],
      ratios: [{ name: 'updates per second', value: median(runs), unit: '/s', goal: { atLeast: 50_000 } }],
      notes: [],
    };
  },
};
