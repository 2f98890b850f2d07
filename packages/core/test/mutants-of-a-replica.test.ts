import test from 'ava';
import { inMemoryReplica, lawsFor, replicaSuite } from '../src/testing/index.js';
import { replicaMutants } from './mutants/replica-mutants.js';
import { firstBroken } from './mutants/mutant.js';
import { replicaUnderTest } from './replica-under-test.js';

const { laws } = lawsFor(replicaSuite, []);

test('the names of the mutants are unique', (t) => {
  t.is(new Set(replicaMutants.map(({ name }) => name)).size, replicaMutants.length);
});

for (const { name, mutate } of replicaMutants)
  test(`a law breaks on a replica where ${name}`, async (t) => {
    const broken = await firstBroken(laws, async (options: Parameters<typeof inMemoryReplica>[0]) =>
      replicaUnderTest(mutate(inMemoryReplica(options))),
    );
    t.log(broken);
    t.not(broken, null, 'the mutant survives every law');
  });
