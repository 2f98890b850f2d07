import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import test from 'ava';
import { inRoot, tool } from '../../scripts/lib/project.mjs';
import { run } from '../../scripts/lib/run.mjs';
import { fixtures } from './fixtures.mjs';

const { rules } = JSON.parse(readFileSync(inRoot('.oxlintrc.json'), 'utf8'));

const compilerOptions = {
  strict: true,
  module: 'nodenext',
  target: 'es2022',
  lib: ['es2023'],
  types: [],
  noEmit: true,
};

/** As it is written in the configuration: typescript(no-var) is typescript/no-var, and eslint(no-var) is no-var. */
const nameOf = (code) => code.replace(/^(\w+)\((.+)\)$/, '$1/$2').replace(/^eslint\//, '');

/** What the project's own configuration finds in these files, in a folder outside of it, by the folder of the file. */
const found = async (folder, filesByRule) => {
  writeFileSync(path.join(folder, 'tsconfig.json'), JSON.stringify({ compilerOptions }));
  writeFileSync(path.join(folder, 'package.json'), '{ "type": "module" }');
  for (const [rule, files] of Object.entries(filesByRule)) {
    mkdirSync(path.join(folder, rule), { recursive: true });
    for (const [name, text] of Object.entries(typeof files === 'string' ? { 'a.ts': files } : files))
      writeFileSync(path.join(folder, rule, name), text);
  }
  const args = ['--type-aware', '--config', inRoot('.oxlintrc.json'), '--format', 'json', folder];
  const { output } = await run(tool('oxlint'), args);
  const broken = JSON.parse(output).diagnostics.map(({ code, filename }) => [
    path.relative(folder, path.dirname(filename)),
    nameOf(code),
  ]);
  return broken;
};

test('every rule that is configured by name finds its fixture', async (t) => {
  const folder = mkdtempSync(path.join(tmpdir(), 'casm-lint-'));
  t.teardown(() => rmSync(folder, { recursive: true }));
  const broken = await found(folder, { ...fixtures, nothing: 'export const a = 1;\n' });
  const blind = Object.keys(fixtures).filter((rule) => !broken.some(([at, name]) => at === rule && name === rule));
  t.deepEqual(blind, []);
  t.deepEqual(
    broken.filter(([at]) => at === 'nothing'),
    [],
  );
});

test('every rule that is configured by name has a fixture, and is an error', (t) => {
  t.deepEqual(
    Object.keys(rules).filter((rule) => fixtures[rule] === undefined),
    [],
  );
  t.deepEqual(
    Object.entries(rules).filter(([, setting]) => [setting].flat()[0] !== 'error'),
    [],
  );
});
