import type { ReadReplica } from '../ports/read-replica.js';
import type { CampaignsUnderTest } from './campaign-under-test.js';
import type { Law } from './law.js';
import type { StoreOptions } from './store-under-test.js';

/** A store, empty except for the given catalogue, and a replica of it that serves reads. */
export interface ReplicaUnderTest {
  readonly store: CampaignsUnderTest;
  readonly replica: ReadReplica;
  /** From now on nothing of the store arrives on the replica, which keeps serving what it has. With the next change that grows old. */
  readonly pause: () => Promise<void>;
  /** From now on everything arrives again. */
  readonly resume: () => Promise<void>;
  /** From now on the replica serves nothing. */
  readonly stop: () => Promise<void>;
}

/** The options of a replica under test. */
export interface ReplicaUnderTestOptions extends StoreOptions {
  /** The greatest age of a state that the replica serves, in milliseconds; at least 1000. */
  readonly maxLagMs: number;
}

/** Makes a new store with a replica for one law. The test that runs the law closes both. */
export type MakeReplica = (options: ReplicaUnderTestOptions) => Promise<ReplicaUnderTest>;

/** A law of the replica. */
export type ReplicaLaw = Law<MakeReplica>;
