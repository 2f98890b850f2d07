import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { freshFolder, waitUntil } from '@casm/test-engines';
import test from 'ava';
import { blocksOf, filledIn, howTo, main, root, sectionOf, shellIn } from './how-to.js';
import { casmDev, clientOf } from './running-casm.js';

test('campaigns run as the page says, over HTTP, from a file and on the command line', async (t) => {
  t.timeout(180_000);
  const dataDir = await freshFolder(t);
  const folder = path.dirname(dataDir);
  const dev = await casmDev(t, dataDir);
  const shell = await shellIn(folder);
  const page = filledIn(await howTo('run-a-campaign.md'), {
    'http://127.0.0.1:8080': dev.url,
    '.casm/token': `${dataDir}/token`,
    'packages/app/dist/main.js campaign start': `${main} campaign start --data-dir ${dataDir}`,
    'packages/app/dist/main.js campaign run': `${main} campaign run --data-dir ${dataDir}`,
    'packages/app/dist/main.js campaign rows': `${main} campaign rows --data-dir ${dataDir}`,
    '(cd examples &&': `(cd ${root}examples &&`,
    ' 100000)': ' 200)',
  });
  const stateIs = (campaignId: string, state: string): Promise<void> => {
    let seen = '';
    const look = async (): Promise<boolean> => {
      const { data } = await clientOf(dev).readSegmentCampaign({ params: { path: { campaignId } } });
      seen = data?.campaign.state ?? '';
      return seen === state;
    };
    return waitUntil(look, { deadlineMs: 30_000, describe: () => `the campaign is ${state}: ${seen}` });
  };

  const [place = '', dryRun = '', runIt = '', atOnce = ''] = blocksOf(sectionOf(page, 'Over HTTP'));
  const campaign = (await shell(`${place}\necho "\n$campaign"`)).trim().split('\n').at(-1) ?? '';
  const given = `campaign=${campaign}\n`;
  t.regex(await shell(`${given}${dryRun}`), /"campaignId":/);
  await stateIs(campaign, 'VALIDATED');
  t.regex(await shell(`${given}${runIt}`), /"state":"(RUNNING|COMPLETED)"/);
  await stateIs(campaign, 'COMPLETED');
  t.regex(await shell(atOnce), /"state":"COMPLETED".*"outcome":"(CHANGED|UNCHANGED)"/s);

  const [upload = '', download = '', arrived = ''] = blocksOf(sectionOf(page, 'From a file'));
  t.regex(await shell(upload), /"name":"Churn"/);
  await shell(`${given}${download}`);
  t.regex(await readFile(path.join(folder, 'results.csv'), 'utf8'), /^line,refId,externalId,outcome/);
  let inWarehouse = '';
  await waitUntil(
    async () => {
      inWarehouse = await shell(`${given}${arrived}`);
      return /"applied":[1-9]/.test(inWarehouse);
    },
    { deadlineMs: 30_000, describe: () => `the warehouse counts the changes: ${inWarehouse}` },
  );

  const [start = '', finish = ''] = blocksOf(sectionOf(page, 'On the command line'));
  // The customers of the example export are not those of `casm dev`: the command ends with 3, as the page says.
  const started = await shell(`${start.replace(/(main.*--follow)$/m, '$1 || test $? -eq 3')}`);
  t.regex(started, /^created: \S+, 200 rows$/m);
  const id = /^created: (\S+),/m.exec(started)?.[1] ?? '';
  t.regex(
    await shell(`campaign=${id}\n${finish.replace('--follow', '--follow || test $? -eq 3')}`),
    /COMPLETED 200 of 200/,
  );
  t.regex(await readFile(path.join(folder, 'refused.csv'), 'utf8'), /^line,refId,externalId,outcome/);
});
