import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { testDatabase } from '@casm/test-engines';
import test, { type ExecutionContext } from 'ava';
import pg from 'pg';
import { blocksOf, exportedBy, filledIn, howTo, root, sectionOf, shellIn } from './how-to.js';
import { casm } from './running-casm.js';

/* The settings of docs/how-to/run-it.md, docs/reference/messages.md and docs/reference/settings.md are accepted, and do what is said. */

const databases = {
  CASM_DATABASE_URL: 'postgres://casm:secret@db.example:5432/casm',
  CASM_KAFKA_BROKERS: 'kafka-1.example:9092',
  CASM_API_TOKENS: 'crm:0123456789abcdef0123456789abcdef',
};

const emptyFolder = async (t: ExecutionContext): Promise<string> => {
  const folder = await mkdtemp(path.join(tmpdir(), 'casm-settings-'));
  t.teardown(() => rm(folder, { recursive: true, force: true }));
  return folder;
};

const reference = (name: string): Promise<string> => readFile(path.join(root, 'docs/reference', name), 'utf8');

test('the check of settings that run-it.md shows takes those of its first installation', async (t) => {
  const shell = await shellIn(await emptyFolder(t));
  const page = await howTo('run-it.md');
  const [settings = ''] = blocksOf(sectionOf(page, 'A first installation'));
  const [check = ''] = blocksOf(sectionOf(page, 'Settings and commands'));
  const env = await exportedBy(shell, settings);
  t.regex(await shell(check, env), /^CASM_KAFKA_BROKERS +kafka-1\.example:9092,kafka-2\.example:9092 +environment/m);
  await t.throwsAsync(shell(check), { message: /CASM_DATABASE_URL/ }, 'and refuses none at all');
});

for (const [place, page, section] of [
  ['run-it.md', howTo('run-it.md'), 'Publication rules'],
  ['messages.md', reference('messages.md'), 'Compaction, and a topic that has only the present'],
] as const)
  test(`the publication rules of ${place} are accepted`, async (t) => {
    const shell = await shellIn(await emptyFolder(t));
    const [block = ''] = blocksOf(sectionOf(await page, section));
    const env = await exportedBy(shell, `set -a\n${block}`);
    t.deepEqual(Object.keys(env), ['CASM_PUBLICATION_RULES']);
    for (const process of ['serve', 'relay'])
      t.regex(await shell(`casm config check --for ${process}`, { ...databases, ...env }), /^CASM_PUBLICATION_RULES /m);
  });

for (const [language, name] of [
  ['json', 'casm.config.json'],
  ['yaml', 'casm.config.yaml'],
] as const)
  test(`the ${language} of settings.md is read as ${name}`, async (t) => {
    const folder = await emptyFolder(t);
    const secret = path.join(folder, 'casm-database-url');
    await writeFile(secret, `${databases.CASM_DATABASE_URL}\n`);
    const page = await reference('settings.md');
    const [, block = ''] = new RegExp(`^\`\`\`${language}\\n([^]*?)^\`\`\`$`, 'm').exec(page) ?? [];
    await writeFile(path.join(folder, name), filledIn(block, { '/run/secrets/casm-database-url': secret }));
    const checked = await (await shellIn(folder))('casm config check --for relay');
    t.regex(checked, new RegExp(`^CASM_KAFKA_BROKERS +kafka-1\\.example:9092,kafka-2\\.example:9092 .*${name}`, 'm'));
    t.regex(checked, /^CASM_KAFKA_NEW_TOPICS .*12.*3/m);
    t.regex(checked, /^CASM_DATABASE_URL +postgres:\/\/casm:\S+@db\.example/m);
  });

test('the problems of a database are told as run-it.md prints them', async (t) => {
  const database = await testDatabase();
  t.teardown(database.drop);
  const env = {
    CASM_DATABASE_URL: database.url,
    CASM_TIME_ZONE: 'US/Pacific-New',
    CASM_API_TOKENS: `crm:${'a'.repeat(32)}`,
  };
  t.is((await casm(['migrate'], { CASM_DATABASE_URL: database.url }).ended).code, 0);
  const client = new pg.Client(database.url);
  await client.connect();
  await client.query("delete from casm.migration where name like '0010%'");
  await client.end();
  const { code, stderr } = await casm(['serve', '--port', '0'], env).ended;
  t.is(code, 2);
  const section = sectionOf(await howTo('run-it.md'), 'Requirements on the database');
  const [, printed = ''] = /^```\n([^]*?)^```$/m.exec(section) ?? [];
  const lines = printed.trimEnd().split('\n');
  const told = stderr.trimEnd().split('\n');
  t.is(told.length, lines.length, stderr);
  // What an ellipsis stands for differs.
  lines.forEach((line, at) => {
    const [before = '', after = ''] = line.split('…');
    t.true(told[at]?.startsWith(before) && told[at]?.endsWith(after), `${line}\n${told[at]}`);
  });
});
