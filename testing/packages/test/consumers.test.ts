import { mkdir, rm, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import test from 'ava';
import { durable, expected, inMemory } from './consumer.js';
import { outputOf, packAll, projectWith, run } from './outside.js';

const { folder, tarballs } = await packAll();
test.after.always(() => rm(folder, { recursive: true, force: true }));

const packed = (...names: ReadonlyArray<string>): ReadonlyArray<string> =>
  names.map((name) => tarballs.get(name) ?? `no package ${name}`);

const compilers = {
  'TypeScript 5.9': fileURLToPath(new URL('../node_modules/typescript-5/bin/tsc', import.meta.url)),
  'TypeScript 7': fileURLToPath(new URL('../node_modules/typescript/bin/tsc', import.meta.url)),
};

const modes = {
  node16: { module: 'node16' },
  nodenext: { module: 'nodenext' },
  bundler: { module: 'esnext', moduleResolution: 'bundler' },
};

const strict = {
  target: 'es2023',
  strict: true,
  skipLibCheck: false,
  exactOptionalPropertyTypes: true,
  noUncheckedIndexedAccess: true,
  noPropertyAccessFromIndexSignature: true,
  verbatimModuleSyntax: true,
  types: ['node'],
  rootDir: 'src',
  outDir: 'out',
};

test('a strict consumer of every package compiles in each mode and with each compiler, without skipLibCheck', async (t) => {
  const project = await projectWith(t, [
    ...packed(
      '@casm/core',
      '@casm/services',
      '@casm/adapter-postgres',
      '@casm/adapter-kafka',
      '@casm/adapter-http',
      '@casm/campaign-files',
      '@casm/client',
    ),
    // An optional peer: whoever publishes with the adapter has it, and its types are among those of the adapter.
    'node-rdkafka@3.6.1',
    '@types/node@20',
  ]);
  await mkdir(path.join(project, 'src'));
  await writeFile(path.join(project, 'src/in-memory.ts'), inMemory);
  await writeFile(path.join(project, 'src/durable.ts'), durable);
  for (const [mode, compilerOptions] of Object.entries(modes)) {
    await writeFile(
      path.join(project, 'tsconfig.json'),
      JSON.stringify({ compilerOptions: { ...strict, ...compilerOptions }, include: ['src'] }),
    );
    for (const [compiler, file] of Object.entries(compilers)) {
      const { code, output } = await run(project, process.execPath, file, '-p', '.');
      t.is(code, 0, `${compiler}, ${mode}:\n${output}`);
    }
  }
  const program = `import { main } from './out/in-memory.js'; console.log(await main());`;
  t.is((await outputOf(project, process.execPath, '--input-type=module', '--eval', program)).trim(), expected);
});

test('a CommonJS consumer requires it, under nodenext', async (t) => {
  const project = await projectWith(t, [...packed('@casm/core'), '@types/node@20'], 'commonjs');
  // Without verbatimModuleSyntax: its imports become calls of require.
  const compilerOptions = { ...strict, verbatimModuleSyntax: false, module: 'nodenext', rootDir: '.' };
  await writeFile(path.join(project, 'tsconfig.json'), JSON.stringify({ compilerOptions, files: ['in-memory.ts'] }));
  await writeFile(path.join(project, 'in-memory.ts'), inMemory);
  for (const [compiler, file] of Object.entries(compilers)) {
    const { code, output } = await run(project, process.execPath, file, '-p', '.');
    t.is(code, 0, `${compiler}:\n${output}`);
  }
  const program = `require('./out/in-memory.js').main().then(console.log)`;
  t.is((await outputOf(project, process.execPath, '--no-warnings', '--eval', program)).trim(), expected);
});

/** What a service that embeds the durable core gets to carry. */
const bounds = { packages: 40, megabytes: 25 };

test('the core on PostgreSQL is light: no object mapper, no migration command', async (t) => {
  const project = await projectWith(t, packed('@casm/core', '@casm/adapter-postgres'));
  const installed = (await outputOf(project, 'npm', 'ls', '--all', '--parseable')).trim().split('\n').length - 1;
  const [kilobytes] = (await outputOf(project, 'du', '-sk', 'node_modules')).split('\t');
  t.log(`${installed} packages, ${(Number(kilobytes) / 1024).toFixed(1)} MB`);
  t.true(installed <= bounds.packages, `${installed} packages`);
  t.true(Number(kilobytes) / 1024 <= bounds.megabytes, `${kilobytes} KB`);
  const program = `
    import { migrateOperational, postgresStore } from '@casm/adapter-postgres';
    await postgresStore({ url: 'postgres://nobody@127.0.0.1:1/none', schema: 'casm' }).close();
    console.log('loaded');`;
  t.is((await outputOf(project, process.execPath, '--input-type=module', '--eval', program)).trim(), 'loaded');
});

test('a publisher on another Kafka client has the messages without node-rdkafka', async (t) => {
  const project = await projectWith(t, packed('@casm/core', '@casm/adapter-kafka'));
  const program = `
    import { kafkaRecord, keyHash } from '@casm/adapter-kafka/messages';
    const message = { kind: 'customer', refId: 'c-1', version: 1, topic: 't', transactionId: 'tx', operation: 'createCustomer',
      occurredAt: '2026-02-01T08:00:00.000Z', traceparent: null, replayedAt: null, body: '{}' };
    console.log(kafkaRecord(message).headers.ce_type, keyHash('abc'));
    await import('@casm/adapter-kafka').catch(({ message }) => console.log(message.split(' imported')[0]));`;
  t.deepEqual(
    (await outputOf(project, process.execPath, '--input-type=module', '--eval', program)).trim().split('\n'),
    ['casm.customer.createCustomer 479470107', "Cannot find package 'node-rdkafka'"],
  );
});
