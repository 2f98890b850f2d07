import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import test from 'ava';
import { entryPoints } from '../../scripts/lib/entry-points.mjs';
import { undocumentedNames } from './exported-names.mjs';

const undocumentedIn = (t, files) => {
  const folder = mkdtempSync(path.join(tmpdir(), 'casm-exports-'));
  t.teardown(() => rmSync(folder, { recursive: true }));
  for (const [name, text] of Object.entries(files)) writeFileSync(path.join(folder, name), text);
  return undocumentedNames([{ name: 'a-package', declarations: path.join(folder, 'index.d.ts') }]);
};

test('an exported name without a doc comment is found, also behind another module', (t) => {
  const found = undocumentedIn(t, {
    'package.json': '{ "type": "module" }',
    'index.d.ts': `
      /** A documented name. */
      export declare const a: number;
      export interface B {}
      export { c, type D } from './other.js';
      export * from './more.js';`,
    'other.d.ts':
      '// Not a doc comment.\nexport declare const c: string;\n/** A documented type. */\nexport type D = string;',
    'more.d.ts': 'export declare class E {}',
  });
  t.deepEqual(found, ['a-package: B', 'a-package: c', 'a-package: E']);
});

test('a value and a type of one name need one comment', (t) => {
  const found = undocumentedIn(t, {
    'index.d.ts': '/** The code. */\nexport declare const Code: { is: boolean };\nexport type Code = string;',
  });
  t.deepEqual(found, []);
});

test('a file that is no module is told', (t) => {
  t.throws(() => undocumentedIn(t, { 'index.d.ts': 'declare const a: number;' }), { message: /exports nothing/ });
  t.throws(() => undocumentedIn(t, {}), { message: /does not exist/ });
});

test('every published package has its entries with types among the entry points', (t) => {
  const names = entryPoints().map(({ name }) => name);
  for (const name of ['@casm/core', '@casm/core/testing', '@casm/adapter-kafka/messages', '@casm/app/command-line'])
    t.true(names.includes(name), name);
  t.false(names.some((name) => name.endsWith('package.json') || name.includes('*')));
});
