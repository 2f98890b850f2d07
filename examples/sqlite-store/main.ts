import { randomUUID } from 'node:crypto';
import { customerService, exampleCatalogue, toTopics } from '@casm/core';
import { openSqliteStore } from './sqlite-store.js';

/** Moves one customer back and forth until it is killed, and prints each answered version: `main.ts FILE`. */
const [, , file = 'casm.sqlite'] = process.argv;
const store = openSqliteStore({ file });
await store.catalogue.seed(exampleCatalogue)();
const casm = customerService({ customers: store.customers, newId: randomUUID, topicsFor: toTopics() });
const call = { client: 'example' };
const state = { state: 'ACTIVE', stateReason: 'dfltActive' } as const;
const first = { requestId: 'first', externalId: 'CRM-1', customerSegment: 'RESIDENTIAL', state };
const created = await casm.createCustomer(first, call);
if (created.outcome !== 'changed') throw new Error(created.outcome);
for (let customerSegment = 'SOHO'; ; customerSegment = customerSegment === 'SOHO' ? 'BUSINESS' : 'SOHO') {
  const request = { requestId: randomUUID(), customer: { externalId: 'CRM-1' }, customerSegment };
  const moved = await casm.updateCustomerSegment(request, call);
  // Killed before, it may have left the customer in this segment.
  if (moved.outcome === 'unchanged') continue;
  if (moved.outcome !== 'changed') throw new Error(moved.outcome);
  process.stdout.write(`${moved.transaction.payload.customer.version}\n`);
}
