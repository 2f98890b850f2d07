import test from 'ava';
import { inMemoryReplica, lawsFor, replicaSuite } from '../src/testing/index.js';
import { replicaUnderTest } from './replica-under-test.js';

for (const { name, check } of lawsFor(replicaSuite, []).laws)
  test(`in-memory replica: ${name}`, async (t) =>
    void (await t.notThrowsAsync(check(async (options) => replicaUnderTest(inMemoryReplica(options))))));
