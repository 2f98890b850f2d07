import { fileURLToPath } from 'node:url';
import { defineConfig } from 'vitest/config';
import { BaseSequencer, type TestSpecification } from 'vitest/node';

const here = (path: string): string => fileURLToPath(new URL(path, import.meta.url));

const isSlow = ({ moduleId }: TestSpecification): boolean =>
  /\.(?:contract|model\.unit|property\.unit)\.test\.ts$/.test(moduleId);

/**
 * Runs the unit tests before the properties, the laws and the model of the store. The first red test ends a run: a unit test takes
 * milliseconds, while a law that a change keeps waiting takes until its deadline.
 */
class QuickestFirst extends BaseSequencer {
  override sort(files: Array<TestSpecification>): Promise<Array<TestSpecification>> {
    return Promise.resolve(files.toSorted((a, b) => Number(isSlow(a)) - Number(isSlow(b))));
  }
}

/** The tests of the decisions and the laws of the in-memory store, run by vitest in the folder that Stryker has changed. */
export default defineConfig({
  root: process.cwd(),
  resolve: { alias: [{ find: /^ava$/, replacement: here('./ava-on-vitest.ts') }] },
  // As text, else vite reads the tsconfig beside each file, whose base is not where the changed copy is.
  esbuild: { tsconfigRaw: '{}' },
  test: {
    include: [
      'codecs',
      'failures',
      'decisions',
      'operations',
      'perform',
      'publication-rules',
      'catalogue',
      'reconcile-warehouse',
      'record-in-warehouse',
      'replay',
      'warehouse-fold',
      'store.model',
    ]
      .map((name) => `test/${name}*.unit.test.ts`)
      .concat(['store', 'warehouse'].map((name) => `test/${name}.contract.test.ts`)),
    testTimeout: 30_000,
    pool: 'threads',
    // No test leaves anything in a module. To load the modules anew for each file takes a third more.
    isolate: false,
    sequence: { sequencer: QuickestFirst },
  },
});
