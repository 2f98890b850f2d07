import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import test from 'ava';
import { packInto } from '../../scripts/lib/pack.mjs';
import { inRoot } from '../../scripts/lib/project.mjs';
import { run } from '../../scripts/lib/run.mjs';

test('the README’s embedding example runs as pasted, in an empty project on the packed core', async (t) => {
  const example = /```js\n([\s\S]*?)```/.exec(readFileSync(inRoot('README.md'), 'utf8'))?.[1] ?? '';
  const folder = mkdtempSync(path.join(tmpdir(), 'casm-embedding-'));
  t.teardown(() => rmSync(folder, { recursive: true, force: true }));
  await packInto(folder, ['core']);
  writeFileSync(path.join(folder, 'package.json'), '{ "private": true }');
  writeFileSync(path.join(folder, 'segment.mjs'), example);
  const tarball = readdirSync(folder).find((file) => file.endsWith('.tgz')) ?? '';
  const installed = await run('npm', ['install', '--no-audit', '--no-fund', `./${tarball}`], { cwd: folder });
  t.is(installed.code, 0, installed.output);
  const { code, output } = await run(process.execPath, ['segment.mjs'], { cwd: folder });
  t.is(code, 0, output);
  t.regex(output, /field: 'customerSegment', before: 'RESIDENTIAL', after: 'SOHO'/);
});
