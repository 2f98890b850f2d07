export { exampleCatalogue } from '../operations/examples.js';
export { failsWith, LawBroken, succeeds } from './law.js';
export { allPending, anActiveCustomer, context, numberedIds, writesTo } from './builders.js';
export { apiKeySuite } from './api-key-suite.js';
export type { ApiKeyLaw, MakeApiKeys } from './api-key-suite.js';
export { campaignSuite } from './campaign-suite.js';
export type { CampaignLaw, CampaignsUnderTest, MakeCampaigns } from './campaign-under-test.js';
export { failingWhile } from './failing-while.js';
export { inMemoryApiKeys } from './in-memory-api-keys.js';
export { inMemoryReplica } from './in-memory-replica.js';
export type { InMemoryReplica, InMemoryReplicaOptions } from './in-memory-replica.js';
export { inMemoryStore } from './in-memory-store.js';
export type { InMemoryStore, InMemoryStoreOptions } from './in-memory-store.js';
export { inMemoryStreaming } from './in-memory-streaming.js';
export type { InMemoryStreaming, InMemoryStreamingOptions, Reception } from './in-memory-streaming.js';
export { inMemoryWarehouse } from './in-memory-warehouse.js';
export type { InMemoryWarehouse } from './in-memory-warehouse.js';
export type { Law } from './law.js';
export { lawsFor } from './laws-for.js';
export type { SelectedLaws, SkippedLaw } from './laws-for.js';
export { replicaSuite } from './replica-suite.js';
export type { MakeReplica, ReplicaLaw, ReplicaUnderTestOptions, ReplicaUnderTest } from './replica-under-test.js';
export { storeSuite } from './store-suite.js';
export type { MakeStore, StoreCapability, StoreLaw, StoreOptions, StoreUnderTest } from './store-under-test.js';
export { streamingSuite } from './streaming-suite.js';
export { foundMessage } from './streaming-under-test.js';
export type {
  FoundMessage,
  PartitionCount,
  StreamingCapability,
  StreamingLaw,
  StreamingUnderTest,
} from './streaming-under-test.js';
export { warehouseSuite } from './warehouse-suite.js';
export type { WarehouseLaw, WarehouseUnderTest } from './warehouse-under-test.js';
