import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { freePort, kafkaMissing, startKafka, testDatabase, waitUntil } from '@casm/test-engines';
import test from 'ava';
import * as E from 'fp-ts/lib/Either.js';
import { blocksOf, exportedBy, filledIn, howTo, sectionOf, shellIn } from './how-to.js';
import { casm } from './running-casm.js';

const onKafka = (await kafkaMissing()) === null ? test : test.skip;

onKafka('the first installation is as documented, by processes of their own', async (t) => {
  const kafka = await startKafka();
  if (E.isLeft(kafka)) throw new Error(kafka.left);
  t.teardown(kafka.right.stop);
  const database = await testDatabase();
  t.teardown(database.drop);
  const folder = await mkdtemp(path.join(tmpdir(), 'casm-first-'));
  t.teardown(() => rm(folder, { recursive: true, force: true }));
  const inFolder = await shellIn(folder);
  const section = filledIn(sectionOf(await howTo('run-it.md'), 'A first installation'), {
    'postgres://casm:secret@db.example:5432/casm': database.url,
    'kafka-1.example:9092,kafka-2.example:9092': kafka.right.brokers,
    '{"partitions":12,"replicas":3}': '{"partitions":3,"replicas":1}',
    8080: String(await freePort()),
  });
  const [settings = '', prepare = '', serve = '', relay = '', dwh = '', change = '', look = ''] = blocksOf(section);
  const env = await exportedBy(inFolder, settings);
  const shell = (script: string) => inFolder(script, env);

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
