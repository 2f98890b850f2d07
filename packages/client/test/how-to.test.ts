import { execFile } from 'node:child_process';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import test from 'ava';
import { runningApi } from './running-api.js';

const run = promisify(execFile);
const root = fileURLToPath(new URL('../../../', import.meta.url));

test('the how-to’s module runs on the packed client, in an empty project, and prints what it says', async (t) => {
  t.timeout(120_000);
  const howTo = await readFile(path.join(root, 'docs/how-to/call-it-from-typescript.md'), 'utf8');
  const [, name = '', text = ''] = /^```js (\S+)\n([\s\S]*?)^```$/m.exec(howTo) ?? [];
  const printed = /^It prints:\n\n```\n([\s\S]*?)^```$/m.exec(howTo)?.[1] ?? 'nothing is said to be printed';
  const folder = await mkdtemp(path.join(tmpdir(), 'casm-client-'));
  t.teardown(() => rm(folder, { recursive: true, force: true }));
  const pack = `import { packInto } from './scripts/lib/pack.mjs'; await packInto('${folder}', ['client']);`;
  await run(process.execPath, ['--input-type=module', '--eval', pack], { cwd: root });
  await writeFile(path.join(folder, 'package.json'), '{ "private": true }');
  await run('npm', ['install', '--no-audit', '--no-fund', './casm-client-0.1.0.tgz'], { cwd: folder });
  await writeFile(path.join(folder, name), text);

  const { baseUrl, create } = await runningApi(t);
  await create('c-1', 'CRM-1001');
  const env = { ...process.env, CASM_URL: baseUrl, CASM_TOKEN: 'secret' };
  t.is((await run(process.execPath, [name], { cwd: folder, env })).stdout, printed);
});
