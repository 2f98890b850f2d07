import { execFile } from 'node:child_process';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { freePort, kafkaMissing, startKafka, testDatabase, waitUntil } from '@casm/test-engines';
import test from 'ava';
import * as E from 'fp-ts/lib/Either.js';
import { casm } from './running-casm.js';

/* docs/how-to/run-it.md, its first section, executed: what stands there in a block of `sh` is what runs here. */

const run = promisify(execFile);

const main = fileURLToPath(new URL('../dist/main.js', import.meta.url));

const sectionOf = (text: string, title: string): string =>
  text.split(/^## /m).find((one) => one.startsWith(title)) ?? '';

const blocksOf = (section: string): ReadonlyArray<string> =>
  [...section.matchAll(/```sh\n([\s\S]*?)```/g)].map(([, block = '']) => block.trim());

/** The text with each of its placeholders replaced; one that it does not have throws. */
const filledIn = (text: string, values: Readonly<Record<string, string>>): string =>
  Object.entries(values).reduce((filled, [placeholder, value]) => {
    if (!filled.includes(placeholder)) throw new Error(`the document says nowhere ${placeholder}`);
    return filled.replaceAll(placeholder, value);
  }, text);

/** A shell in which `casm` is the command of this package. */
const shellIn =
  (folder: string, env: Readonly<Record<string, string>>) =>
  async (script: string): Promise<string> => {
    const { stdout } = await run('/bin/bash', ['-euo', 'pipefail', '-c', script], {
      env: { PATH: `${folder}:${process.env['PATH']}`, ...env },
    });
    return stdout;
  };

const onKafka = (await kafkaMissing()) === null ? test : test.skip;

onKafka('the first installation is as documented, by processes of their own', async (t) => {
  const kafka = await startKafka();
  if (E.isLeft(kafka)) throw new Error(kafka.left);
  t.teardown(kafka.right.stop);
  const database = await testDatabase();
  t.teardown(database.drop);
  const folder = await mkdtemp(path.join(tmpdir(), 'casm-first-'));
  t.teardown(() => rm(folder, { recursive: true, force: true }));
  await writeFile(path.join(folder, 'casm'), `#!/bin/sh\nexec '${process.execPath}' '${main}' "$@"\n`, { mode: 0o755 });

  const document = await readFile(new URL('../../../docs/how-to/run-it.md', import.meta.url), 'utf8');
  const section = filledIn(sectionOf(document, 'A first installation'), {
    'postgres://casm:secret@db.example:5432/casm': database.url,
    'kafka-1.example:9092,kafka-2.example:9092': kafka.right.brokers,
    '{"partitions":12,"replicas":3}': '{"partitions":3,"replicas":1}',
    8080: String(await freePort()),
  });
  const [settings = '', prepare = '', serve = '', relay = '', dwh = '', change = '', look = ''] = blocksOf(section);
  const exported = await shellIn(folder, {})(`${settings}\nenv -0`);
  const env = Object.fromEntries(
    exported.split('\0').flatMap((line): ReadonlyArray<[string, string]> => {
      const [, name = '', value = ''] = /^(CASM_\w+)=(.*)$/s.exec(line) ?? [];
      return name === '' ? [] : [[name, value]];
    }),
  );
  const shell = shellIn(folder, env);

  t.regex(await shell(prepare), /^casm: 0001.*\ncasm_dwh: 0001.*\nsegments: .*SOHO.*\nstate reasons: .*dfltActive/);
  t.regex(await shell(prepare), /^casm: up to date\ncasm_dwh: up to date\n/, 'the second time nothing is left to do');
  const processes = [serve, relay, dwh].map((command) => {
    const [name, ...args] = command.split(' ');
    t.is(name, 'casm');
    const { process: child, ended } = casm(args, env);
    t.teardown(() => child.kill('SIGKILL'));
    return { child, ended };
  });
  const answers = await shell(change);
  t.regex(answers, /"operation":"createCustomer".*"operation":"updateCustomerSegment"/s);
  let seen = '';
  await waitUntil(
    async () => {
      seen = await shell(look).catch(String);
      return /"version":2.*"version":1/s.test(seen);
    },
    { deadlineMs: 60_000, describe: () => `both versions are in the warehouse: ${seen}` },
  );
  t.regex(seen, /RESIDENTIAL +SOHO +1\n/, 'and the move in its report');
  for (const { child } of processes) child.kill('SIGTERM');
  for (const { ended } of processes) t.is((await ended).code, 0);
});
