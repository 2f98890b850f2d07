import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import { Stryker } from '@stryker-mutator/core';
import { type Outcome, outcomeOf } from './outcome.js';
import { readReasons } from './reasons.js';
import { summaryOf } from './summary.js';

/** Below this share of killed mutants, in per cent, a run fails. */
const target = 90;

const here = (path: string): string => fileURLToPath(new URL(path, import.meta.url));

const judged = ['src/domain/**/*.ts', 'src/operations/**/*.ts'];

/** Files of packages/core to change; by default all that are judged. */
const given = process.argv.slice(2);

const run = async (): Promise<Outcome> => {
  // Stryker changes a copy of the folder that it runs in.
  process.chdir(here('../../../packages/core'));
  const results = await new Stryker({
    plugins: ['@stryker-mutator/vitest-runner'],
    testRunner: 'vitest',
    vitest: { configFile: here('../vitest.config.ts') },
    mutate: given.length > 0 ? given : judged,
    ignorePatterns: ['dist'],
    tempDirName: here('../.stryker-tmp'),
    // Stryker rewrites the paths in a tsconfig with the compiler's API, which TypeScript 7 has not: it is shown none.
    tsconfigFile: 'none',
    concurrency: 1,
    // What runs when a module is loaded (names, summaries, schemas) is left out: a change there needs every test anew, which is a third
    // of the changes and three quarters of the time. The contract suites, the drift tests and the examples hold it.
    ignoreStatic: true,
    // The tests that reach a mutant take a second: a loop without end is one that takes ten times that.
    timeoutMS: 10_000,
    // What neither a change of the source nor of a test concerns is not tried again.
    incremental: true,
    incrementalFile: here('../../../.cache/mutation.json'),
    reporters: ['progress-append-only'],
    thresholds: { high: 100, low: target, break: null },
  }).runMutationTest();
  return outcomeOf(results, (file) => readFile(file, 'utf8'));
};

const outcome = await run();
const summary = summaryOf(outcome, await readReasons(here('../reasons.json')), target);
if (given.length === 0) {
  await mkdir(here('../results'), { recursive: true });
  await writeFile(here('../results/core.md'), summary.text);
}
process.stdout.write(`${summary.text}\n`);
process.exitCode = summary.isReached ? 0 : 1;
