import { ageLaws } from './replica-laws/age-laws.js';
import { pageLaws } from './replica-laws/page-laws.js';
import { readLaws } from './replica-laws/read-laws.js';
import type { ReplicaLaw } from './replica-under-test.js';

/** The laws of `ReadReplica` that every replica of a store must keep. */
export const replicaSuite: ReadonlyArray<ReplicaLaw> = [...readLaws, ...ageLaws, ...pageLaws];
