import test from 'ava';
import { isMutant, mutants } from '../harness/sabotage/mutants.js';
import { allFaults, faultsNamed, schedule } from '../harness/schedule.js';
import { seededRandom } from '@casm/test-engines';

const first = (times: number, choice: Partial<Parameters<typeof schedule>[1]>): ReadonlyArray<string> => {
  const names: Array<string> = [];
  for (const { name } of schedule(seededRandom(7), { mutant: null, faults: [], without: [], once: false, ...choice })) {
    names.push(name);
    if (names.length === times) break;
  }
  return names;
};

test('every fault comes once before any comes again, and has a name of its own', (t) => {
  const names = first(allFaults.length, {});
  t.is(new Set(names).size, allFaults.length);
  t.true(names.includes(first(allFaults.length + 1, {}).at(-1) ?? ''));
});

test('what is left out does not come', (t) => {
  const without = ['broker killed', 'dwh killed'];
  const names = first(allFaults.length, { without });
  t.deepEqual(
    names.filter((name) => without.includes(name)),
    [],
  );
});

test('with once each chosen fault comes once, and then no more', (t) => {
  const faults = ['broker killed', 'dwh killed'];
  t.deepEqual([...first(10, { faults, once: true })].sort(), faults);
});

test('each mutant has faults that show it, and they exist', (t) => {
  for (const mutant of Object.keys(mutants).filter(isMutant)) t.is(first(1, { mutant }).length, 1);
  t.throws(() => faultsNamed(['no such fault']), { message: /there is no fault/ });
});
