import { mkdir, readFile, rm, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import test, { type ExecutionContext } from 'ava';
import { outputOf, packAll, projectWith } from './outside.js';

/*
 * The page on tests of one's own: each of its examples runs under its test runner, outside the workspace, on the packed packages.
 */

const { folder, tarballs } = await packAll();
const page = await readFile(new URL('../../../docs/how-to/test-your-service.md', import.meta.url), 'utf8');
const blocks = [...page.matchAll(/^```(js|ts) (\S+)\n([\s\S]*?)^```$/gm)].map(([, language, name = '', text = '']) => ({
  language,
  name,
  text,
}));

test.after.always(() => rm(folder, { recursive: true, force: true }));

const compiler = fileURLToPath(new URL('../node_modules/typescript/bin/tsc', import.meta.url));

/** A project with the runner and the core, and the examples under their names. TypeScript is compiled beside its source. */
const projectOf = async (t: ExecutionContext, type: 'module' | 'commonjs', ...runner: ReadonlyArray<string>) => {
  const project = await projectWith(t, [tarballs.get('@casm/core') ?? 'no package @casm/core', ...runner], type);
  for (const { language, name, text } of blocks) {
    const file = path.join(project, language === 'js' ? name : name === 'run' ? 'node-test/segment.test.ts' : name);
    await mkdir(path.dirname(file), { recursive: true });
    await writeFile(file, text);
  }
  return project;
};

// The types are checked where all code of the docs is.
const compile = (project: string, ...files: ReadonlyArray<string>) =>
  outputOf(project, process.execPath, compiler, '--noCheck', '--module', 'nodenext', '--target', 'es2022', ...files);

test('every example has its runner here', (t) => {
  t.deepEqual(
    blocks.map(({ name }) => name),
    [
      'examples/test-doubles/upgrade.ts',
      'examples/test/test-doubles.test.ts',
      'run',
      'vitest/segment.test.js',
      'jest-modules/segment.test.js',
      'jest-modules/jest.config.js',
      'jest-commonjs/segment.test.js',
      'jest-commonjs/jest.config.js',
    ],
  );
});

test('ava', async (t) => {
  const project = await projectOf(t, 'module', 'ava@7.0.0');
  await compile(project, 'examples/test-doubles/upgrade.ts', 'examples/test/test-doubles.test.ts');
  t.regex(
    await outputOf(project, process.execPath, 'node_modules/ava/entrypoints/cli.mjs', 'examples/test/*.js'),
    /2 tests passed/,
  );
});

test('node:test', async (t) => {
  const project = await projectOf(t, 'module');
  await compile(project, 'node-test/segment.test.ts');
  t.regex(
    await outputOf(project, process.execPath, '--test', '--test-reporter=tap', 'node-test/segment.test.js'),
    /^# pass 1$/m,
  );
});

test('Vitest', async (t) => {
  const project = await projectOf(t, 'module', 'vitest@3.2.4');
  t.regex(
    await outputOf(project, process.execPath, 'node_modules/vitest/vitest.mjs', 'run', '--root', 'vitest'),
    /Tests .*1 passed/,
  );
});

test('Jest, in ECMAScript modules and in CommonJS', async (t) => {
  const jestIn = (folder: string) => ['node_modules/jest/bin/jest.js', '--config', `${folder}/jest.config.js`];
  const modules = await projectOf(t, 'module', 'jest@30.5.2');
  t.regex(
    await outputOf(modules, process.execPath, '--experimental-vm-modules', ...jestIn('jest-modules')),
    /Tests: .*1 passed/,
  );
  const commonjs = await projectOf(t, 'commonjs', 'jest@30.5.2', '@babel/plugin-transform-modules-commonjs@7');
  t.regex(await outputOf(commonjs, process.execPath, ...jestIn('jest-commonjs')), /Tests: .*1 passed/);
});
