import { fileURLToPath } from 'node:url';
import { defineConfig } from 'vitest/config';

const here = (path: string): string => fileURLToPath(new URL(path, import.meta.url));

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
  },
});
