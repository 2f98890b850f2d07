import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { testDatabase } from '@casm/test-engines';
import test from 'ava';
import { blocksOf, exportedBy, filledIn, howTo, sectionOf, shellIn } from './how-to.js';

test('clients are let in as the page says: its settings are accepted, and its commands do what it says', async (t) => {
  const database = await testDatabase();
  t.teardown(database.drop);
  const folder = await mkdtemp(path.join(tmpdir(), 'casm-clients-'));
  t.teardown(() => rm(folder, { recursive: true, force: true }));
  const shell = await shellIn(folder);
  const page = await howTo('let-clients-in.md');
  const [issuers = ''] = blocksOf(sectionOf(page, 'Access tokens'));
  const [create = '', keep = ''] = blocksOf(sectionOf(page, 'API keys'));
  const [tokens = ''] = blocksOf(sectionOf(page, 'Static tokens'));
  const [limits = ''] = blocksOf(sectionOf(page, 'Limits for each client'));
  const [browser = ''] = blocksOf(sectionOf(page, 'From a browser'));
  const urls = { CASM_DATABASE_URL: database.url, CASM_DWH_DATABASE_URL: database.url };
  await shell('casm migrate', urls);

  const made = await shell(create, urls);
  const [, id = ''] = /casm_(\w{12})/.exec(made) ?? [];
  const kept = await shell(filledIn(keep, { k3w9c1x70fqa: id }), urls);
  t.regex(kept, new RegExp(`^${id} .*crm`, 'm'), 'the list has the key');
  t.regex(kept, /casm_\w{12}/, 'the successor is printed');
  const settings = await exportedBy(shell, [issuers, create.split('\n')[0], tokens, limits, browser].join('\n'));
  const checked = await shell('casm config check --for serve', { ...urls, ...settings });
  for (const [name, value] of Object.entries(settings)) {
    t.true(checked.includes(name), name);
    if (!/TOKENS/.test(name)) t.true(checked.includes(value), `${name} is ${value}`);
  }
  t.regex(checked, /^CASM_CORS_ORIGINS .*https:\/\/crm\.example/m);
});
