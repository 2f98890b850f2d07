export { anActiveCustomer, context, exampleCatalogue, numberedIds, writesTo } from './builders.js';
export { inMemoryStore } from './in-memory-store.js';
export type { InMemoryStore, InMemoryStoreOptions } from './in-memory-store.js';
export { inMemoryWarehouse } from './in-memory-warehouse.js';
export type { InMemoryWarehouse } from './in-memory-warehouse.js';
export { failsWith, LawBroken, succeeds } from './law.js';
export type { Law } from './law.js';
export { storeSuite } from './store-suite.js';
export type { MakeStore, StoreLaw, StoreOptions, StoreUnderTest } from './store-under-test.js';
