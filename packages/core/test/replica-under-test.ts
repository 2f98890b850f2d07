import type { InMemoryReplica, ReplicaUnderTest } from '../src/testing/index.js';

/** The in-memory replica as a subject of the suite. */
export const replicaUnderTest = (replica: InMemoryReplica): ReplicaUnderTest => {
  const { store, pause, resume, stop } = replica;
  return { store, replica, pause: async () => pause(), resume: async () => resume(), stop: async () => stop() };
};
