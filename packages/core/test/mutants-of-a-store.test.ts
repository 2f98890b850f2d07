import test from 'ava';
import { inMemoryStore, type InMemoryStore, lawsFor, storeSuite } from '../src/testing/index.js';
import { backlogMutants } from './mutants/backlog-mutants.js';
import { catalogueMutants } from './mutants/catalogue-mutants.js';
import { changeMutants } from './mutants/change-mutants.js';
import { effectiveSegmentMutants } from './mutants/effective-segment-mutants.js';
import { findMutants } from './mutants/find-mutants.js';
import { historyMutants } from './mutants/history-mutants.js';
import { journalMutants } from './mutants/journal-mutants.js';
import { leaseMutants } from './mutants/lease-mutants.js';
import { listingMutants } from './mutants/listing-mutants.js';
import { firstBroken, type Mutant } from './mutants/mutant.js';
import { outboxMutants } from './mutants/outbox-mutants.js';
import { parkedMutants } from './mutants/parked-mutants.js';
import { seedMutants } from './mutants/seed-mutants.js';

const mutants: ReadonlyArray<Mutant<InMemoryStore>> = [
  ...changeMutants,
  ...findMutants,
  ...effectiveSegmentMutants,
  ...historyMutants,
  ...listingMutants,
  ...catalogueMutants,
  ...seedMutants,
  ...outboxMutants,
  ...leaseMutants,
  ...backlogMutants,
  ...parkedMutants,
  ...journalMutants,
];

const { laws } = lawsFor(storeSuite, []);

test('the names of the mutants are unique', (t) => {
  t.is(new Set(mutants.map(({ name }) => name)).size, mutants.length);
});

for (const { name, mutate } of mutants)
  test.serial(`a law breaks on a store where ${name}`, async (t) => {
    const broken = await firstBroken(laws, async (options: Parameters<typeof inMemoryStore>[0]) =>
      mutate(inMemoryStore(options)),
    );
    t.log(broken);
    t.not(broken, null, 'the mutant survives every law');
  });
