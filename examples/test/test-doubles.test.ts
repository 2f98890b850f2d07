import { customerService, toTopics } from '@casm/core';
import { anActiveCustomer, exampleCatalogue, inMemoryStore, numberedIds, writesTo } from '@casm/core/testing';
import test from 'ava';
import { upgradeAfterOrder } from '../test-doubles/upgrade.js';

const inMemory = () => {
  const store = inMemoryStore({ catalogue: exampleCatalogue, clock: () => '2026-02-01T08:00:00.000Z' });
  const newId = numberedIds('id');
  const casm = customerService({ customers: store.customers, newId, topicsFor: toTopics() });
  return { store, casm, writes: writesTo(store.customers, newId) };
};

test('a large order makes a business customer, once', async (t) => {
  const { casm, writes, store } = inMemory();
  await anActiveCustomer(writes, { externalId: 'CRM-1' });
  t.true(await upgradeAfterOrder(casm, 'CRM-1', 12_000));
  t.false(await upgradeAfterOrder(casm, 'CRM-1', 12_000));
  const found = await store.customers.find({ externalId: 'CRM-1' })();
  t.like(found, { right: { value: { customerSegment: 'BUSINESS', version: 2 } } });
});

test('an unknown customer is told', async (t) => {
  await t.throwsAsync(upgradeAfterOrder(inMemory().casm, 'CRM-9', 12_000), { message: 'no upgrade: rejected' });
});
