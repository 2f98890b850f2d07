import test from 'ava';
import { campaignSuite, inMemoryStore, lawsFor } from '../src/testing/index.js';
import { campaignMutants } from './mutants/campaign-mutants.js';
import { firstBroken } from './mutants/mutant.js';

const { laws } = lawsFor(campaignSuite, []);

test('the names of the mutants are unique', (t) => {
  t.is(new Set(campaignMutants.map(({ name }) => name)).size, campaignMutants.length);
});

for (const { name, mutate } of campaignMutants)
  test.serial(`a law breaks on a store where ${name}`, async (t) => {
    const broken = await firstBroken(laws, async (options: Parameters<typeof inMemoryStore>[0]) =>
      mutate(inMemoryStore(options)),
    );
    t.log(broken);
    t.not(broken, null, 'the mutant survives every law');
  });
