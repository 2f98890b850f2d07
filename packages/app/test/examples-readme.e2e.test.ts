import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { freshFolder, waitUntil } from '@casm/test-engines';
import test from 'ava';
import { blocksOf, filledIn, main, root, shellIn } from './how-to.js';
import { casmDev } from './running-casm.js';

/** A line with its words, and without the figures and their padding. */
const shapeOf = (line: string): string =>
  line
    .replaceAll(/[\da-f]{8}-[\da-f-]{27}/g, 'id')
    .replaceAll(/[\d:.TZ-]*\d[\d:.TZ-]*/g, '0')
    .replaceAll(/-{2,}/g, '-')
    .replaceAll(/ {2,}/g, '  ')
    .trimEnd();

/** The lines that tell where a campaign stands while it runs come as often as time allows. */
const shapesOf = (output: string): ReadonlyArray<string> =>
  output
    .trim()
    .split('\n')
    .map(shapeOf)
    .filter((line) => line !== '' && !/^(?:RUNNING|validating) /.test(line));

test('examples/README.md: customers of an export are moved as it says, and the commands print what it shows', async (t) => {
  t.timeout(180_000);
  const dataDir = await freshFolder(t);
  const dev = await casmDev(t, dataDir);
  const shell = await shellIn(path.dirname(dataDir));
  const page = await readFile(path.join(root, 'examples/README.md'), 'utf8');
  const [start = '', run = ''] = blocksOf(page);
  const [forecast = '', results = ''] = [...page.matchAll(/^```(\w*)\n([^]*?)^```$/gm)]
    .filter(([, language]) => language === '')
    .map(([, , text = '']) => text);

  const commands = filledIn(start, {
    '../.casm': dataDir,
    'main.ts 100000\n': `main.ts 600 ${dev.url}\n`,
    'main.ts 100000 >': 'main.ts 600 >',
    '../packages/app/dist/main.js': main,
    'export.csv': `${path.dirname(dataDir)}/export.csv`,
  });
  const started = await shell(`cd ${root}examples\n${commands}`);
  const id = /^created: (\S+), 600 rows$/m.exec(started)?.[1] ?? '';
  t.deepEqual(shapesOf(started.replace(/^600 customers\n/, '')), shapesOf(forecast), started);

  const given = `casm='node ${main}'\n`;
  const [, move = '', look = ''] = filledIn(run, { '../.casm': dataDir }).split('\n');
  const moved = await shell(`${given}campaign=${id}\n${move}`);
  let seen = '';
  await waitUntil(
    async () => {
      seen = await shell(`${given}campaign=${id}\n${look}`);
      const [, changed] = /^COMPLETED: (\d+) of/m.exec(seen) ?? [];
      return changed !== undefined && seen.includes(`${changed} of these changes are in the warehouse`);
    },
    { deadlineMs: 60_000, describe: () => `the warehouse has it: ${seen}` },
  );
  t.deepEqual(shapesOf(`${moved}\n${seen}`), shapesOf(results), `${moved}\n${seen}`);
});
