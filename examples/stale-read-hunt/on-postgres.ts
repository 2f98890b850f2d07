import { migrateOperational, postgresStore } from '@casm/adapter-postgres';
import { toTopics } from '@casm/core';
import { anActiveCustomer, exampleCatalogue, numberedIds, succeeds } from '@casm/core/testing';
import { testDatabase } from '@casm/test-engines';
import { huntForStaleReads, type Hunted, joiningReads } from './hunt.js';

/** Runs the hunt on a fresh database, unchanged or with the rule broken on purpose. */
export const huntOnPostgres = async (most: number, given: { readonly isBroken: boolean }): Promise<Hunted> => {
  const database = await testDatabase();
  await migrateOperational({ url: database.url, schema: 'casm' });
  const store = postgresStore({ url: database.url, schema: 'casm', maxWaitMs: 30_000, timeoutMs: 60_000 });
  try {
    await succeeds(store.catalogue.seed(exampleCatalogue));
    const writes = { customers: store.customers, newId: numberedIds('hunt'), topicsFor: toTopics() };
    const externalIds = Array.from({ length: 100 }, (_, n) => `CRM-${n}`);
    await Promise.all(externalIds.map((externalId) => anActiveCustomer(writes, { externalId })));
    const reads = given.isBroken ? joiningReads(store.customers) : store;
    return await huntForStaleReads({
      writes,
      reads,
      moved: externalIds.slice(0, 20),
      others: externalIds.slice(20),
      most,
    });
  } finally {
    await store.close();
    await database.drop();
  }
};
