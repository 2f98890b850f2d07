import { execFile } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import test from 'ava';

const program = fileURLToPath(new URL('read-a-million.ts', import.meta.url));

test('a million rows are read in a heap of 48 MB, which has no room for them', async (t) => {
  t.timeout(120_000);
  const { stdout } = await promisify(execFile)(process.execPath, ['--max-old-space-size=48', '--import=tsx', program]);
  t.is(stdout, '1000000\n');
});
