import test from 'ava';
import { replicaPreferenceIn } from '../src/prefer.js';

const understood: ReadonlyArray<readonly [string, number | null]> = [
  ['replica', null],
  ['Replica', null],
  [' replica ;max-lag=2', 2000],
  ['replica; max-lag = "15"', 15_000],
  ['respond-async, wait=10, replica; MAX-LAG=0', 0],
  ['replica; another=1; max-lag=3', 3000],
  ['replica; max-lag=1, replica; max-lag=9', 1000],
  ['note="a, replica; max-lag=7", replica', null],
];

for (const [header, mostLagMs] of understood)
  test(`Prefer: ${header} allows ${mostLagMs === null ? 'what the installation allows' : `${mostLagMs} ms`}`, (t) =>
    t.deepEqual(replicaPreferenceIn(header), { mostLagMs }));

const ignored = [
  '',
  'replicas',
  'handling=strict',
  'replica=no',
  'replica; max-lag=-1',
  'replica; max-lag=1.5',
  'replica; max-lag=soon',
  'note="replica"',
  `${'x'.repeat(300)}, replica`,
];

for (const header of ignored)
  test(`Prefer: ${header.slice(0, 40)} is ignored`, (t) => t.is(replicaPreferenceIn(header), null));

test('a header of quotes and backslashes is read in no time', (t) => {
  const begun = performance.now();
  for (let round = 0; round < 1000; round += 1) replicaPreferenceIn('"\\'.repeat(8000));
  for (let round = 0; round < 100; round += 1) replicaPreferenceIn('"\\'.repeat(128));
  t.true(performance.now() - begun < 1000);
});
