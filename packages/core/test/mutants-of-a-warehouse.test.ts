import test from 'ava';
import { inMemoryWarehouse, lawsFor, warehouseSuite } from '../src/testing/index.js';
import { deadLetterMutants } from './mutants/dead-letter-mutants.js';
import { firstBroken } from './mutants/mutant.js';
import { repairMutants } from './mutants/repair-mutants.js';
import { reportMutants } from './mutants/report-mutants.js';
import { warehouseMutants } from './mutants/warehouse-mutants.js';

const mutants = [...warehouseMutants, ...deadLetterMutants, ...reportMutants, ...repairMutants];

const { laws } = lawsFor(warehouseSuite, []);

test('the names of the mutants are unique', (t) => {
  t.is(new Set(mutants.map(({ name }) => name)).size, mutants.length);
});

for (const { name, mutate } of mutants)
  test(`a law breaks on a warehouse where ${name}`, async (t) => {
    const broken = await firstBroken(laws, async () => mutate(inMemoryWarehouse()));
    t.log(broken);
    t.not(broken, null, 'the mutant survives every law');
  });
