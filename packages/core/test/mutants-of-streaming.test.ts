import test from 'ava';
import { lawsFor, streamingSuite } from '../src/testing/index.js';
import { inMemorySubject } from './in-memory-subject.js';
import { firstBroken } from './mutants/mutant.js';
import { publisherMutants } from './mutants/publisher-mutants.js';
import { subscriptionMutants } from './mutants/subscription-mutants.js';

const mutants = [...publisherMutants, ...subscriptionMutants];

const { laws } = lawsFor(streamingSuite, ['groups', 'new topics']);

/** The in-memory platform needs no timer longer than a millisecond, so everything happens within this time. */
const timeoutMs = 300;

test('the names of the mutants are unique', (t) => {
  t.is(new Set(mutants.map(({ name }) => name)).size, mutants.length);
});

for (const { name, mutate } of mutants)
  test(`a law breaks on a platform where ${name}`, async (t) => {
    const broken = await firstBroken(laws, async () => mutate(inMemorySubject(timeoutMs)));
    t.log(broken);
    t.not(broken, null, 'the mutant survives every law');
  });
