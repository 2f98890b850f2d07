import { readFileSync } from 'node:fs';
import path from 'node:path';
import test from 'ava';

/* In a fresh clone nothing is installed: what a script imports before the set-up comes with Node, or from this repository. */

const root = path.join(import.meta.dirname, '../..');

const importsOf = (file) =>
  [...readFileSync(file, 'utf8').matchAll(/^(?:import|export)\b[^;]*?\bfrom '([^']+)'|^import '([^']+)'/gm)].map(
    ([, from, alone]) => from ?? alone,
  );

/** The packages that a file imports when it is loaded, itself or through others, each with the file that does. */
const packagesImportedBy = (file, seen = new Set()) => {
  if (seen.has(file)) return [];
  seen.add(file);
  return importsOf(file).flatMap((specifier) => {
    if (specifier.startsWith('.')) return packagesImportedBy(path.resolve(path.dirname(file), specifier), seen);
    return specifier.startsWith('node:') ? [] : [`${path.relative(root, file)}: ${specifier}`];
  });
};

const { scripts } = JSON.parse(readFileSync(path.join(root, 'package.json'), 'utf8'));
const entries = [...new Set(Object.values(scripts).flatMap((line) => line.match(/scripts\/[\w-]+\.mjs/g) ?? []))];

for (const entry of entries)
  test(`${entry} can be loaded before anything is installed`, (t) => {
    t.deepEqual(packagesImportedBy(path.join(root, entry)), []);
  });

test('an import of a package is found through other files', (t) => {
  t.deepEqual(packagesImportedBy(path.join(root, 'tools/docs/exported-names.mjs')), [
    'tools/docs/exported-names.mjs: typescript-5',
  ]);
});
