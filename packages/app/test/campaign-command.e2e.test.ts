import { writeFile } from 'node:fs/promises';
import path from 'node:path';
import { gzipSync } from 'node:zlib';
import { freshFolder, waitUntil } from '@casm/test-engines';
import test, { type ExecutionContext } from 'ava';
import { casm, casmDev } from './running-casm.js';

/** A casm dev, and the campaign command beside it. */
const beside = async (t: ExecutionContext) => {
  const dataDir = await freshFolder(t);
  await casmDev(t, dataDir);
  const campaign = (...args: ReadonlyArray<string>) => casm(['campaign', ...args, '--data-dir', dataDir]).ended;
  const file = async (name: string, content: string | Uint8Array): Promise<string> => {
    const place = path.join(path.dirname(dataDir), name);
    await writeFile(place, content);
    return place;
  };
  const following = (id: string) => casm(['campaign', 'status', id, '--follow', '--data-dir', dataDir]);
  return { campaign, file, following };
};

const idIn = (stdout: string): string => /^(?:created|known): (\S+),/m.exec(stdout)?.[1] ?? '';

test('casm campaign validates and runs the rows of a file, and tells what became of each', async (t) => {
  const { campaign, file } = await beside(t);
  const content = 'External ID;Name;Reason\nCRM-1001;"Lovelace; Ada";a second office\nCRM-9999;Nobody;\n';
  const place = await file('export.csv.gz', gzipSync(content));
  const order = ['--name', 'spring', '--segment', 'SOHO', '--request-id', 'R-1'];

  const started = await campaign('start', place, ...order, '--validate', '--follow');
  t.is(started.code, 3, started.stderr);
  t.regex(started.stdout, /^created: \S+, 2 rows$/m);
  t.regex(started.stdout, /^VALIDATED 2 of 2 rows \(100 %\): CHANGED 1, NOT_FOUND 1$/m);
  t.regex(started.stderr, /1 of the rows were refused or not found/);
  const id = idIn(started.stdout);

  const again = await campaign('start', place, ...order);
  t.is(again.code, 0);
  t.regex(again.stdout, new RegExp(`^known: ${id}, 2 rows`, 'm'));

  const ran = await campaign('run', id, '--follow');
  t.is(ran.code, 3);
  t.regex(ran.stdout, /^COMPLETED 2 of 2 rows/m);
  const rows = await campaign('rows', id);
  t.is(rows.code, 0);
  const [header, changed, missing] = rows.stdout.trim().split('\n');
  t.is(header, 'line,refId,externalId,outcome,transactionId,version,problem,rule');
  t.regex(changed ?? '', /^2,[^,]+,CRM-1001,CHANGED,[^,]+,2,,$/);
  t.is(missing, '3,,CRM-9999,NOT_FOUND,,,,');
  t.is((await campaign('rows', id, '--outcome', 'REFUSED')).stdout.trim(), header ?? '');
  t.regex((await campaign()).stdout, new RegExp(`^${id} +COMPLETED +2 .* operator +spring$`, 'm'));
  t.regex((await campaign('cancel', id)).stderr, /it is COMPLETED and cannot become CANCELLED/);
});

test('casm campaign chooses customers by options, and ends with 0 where every row is as ordered', async (t) => {
  const { campaign } = await beside(t);
  const chosen = ['--in-state', 'ACTIVE', '--test-customer', 'false'];
  const started = await campaign('start', '--name', 'all', '--segment', 'BUSINESS', ...chosen);
  t.is(started.code, 0, started.stderr);
  const id = idIn(started.stdout);
  t.regex((await campaign('status', id)).stdout, /^DRAFT 0 of [1-9]\d* rows/m);
  t.is((await campaign('run', id)).code, 2, 'a draft runs only if the validation is skipped');
  const ran = await campaign('run', id, '--skip-validation', '--follow');
  t.is(ran.code, 0, ran.stderr);
  t.regex(ran.stdout, /^RESIDENTIAL +CHANGED/m);
});

test('what cannot be right ends with 2 and one line for each fault, and leaves no campaign', async (t) => {
  const { campaign, file } = await beside(t);
  const order = ['--name', 'spring', '--segment', 'SOHO'];
  const place = await file('broken.csv', 'refId,externalId\na,\nb,c\n');
  const broken = await campaign('start', place, ...order);
  t.deepEqual(
    [broken.code, broken.stderr],
    [2, 'casm: line 3 of the file must name the customer by one of refId and externalId, not by both\n'],
  );
  const absent = await campaign('start', `${place}.gone`, ...order);
  t.is(absent.code, 2);
  t.regex(absent.stderr, /cannot be read: ENOENT/);
  t.is((await campaign('start', ...order)).code, 2, 'no customers');
  t.is((await campaign('start', place, ...order, '--in-state', 'ACTIVE')).code, 2, 'a file and a filter');
  t.is((await campaign('status', 'nobody')).code, 2);
  t.is((await campaign()).stdout.trim().split('\n').length, 2, 'the headings only');
});

test('Ctrl-C detaches from a campaign, which goes on', async (t) => {
  const { campaign, following } = await beside(t);
  const later = ['--start-at', '2999-01-01T00:00:00Z', '--run'];
  const started = await campaign('start', '--name', 'later', '--segment', 'SOHO', '--in-state', 'ACTIVE', ...later);
  t.is(started.code, 0, started.stderr);
  const id = idIn(started.stdout);
  const follower = following(id);
  await waitUntil(() => follower.stdout().includes('RUNNING'), {
    deadlineMs: 60_000,
    describe: () => 'the progress is shown',
  });
  follower.process.kill('SIGINT');
  const { code, stderr } = await follower.ended;
  t.is(code, 130, stderr);
  t.regex(stderr, new RegExp(`the campaign goes on; casm campaign status ${id} --follow`));
  t.regex((await campaign('status', id)).stdout, /^RUNNING 0 of/m);
});
