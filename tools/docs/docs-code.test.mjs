import { randomUUID } from 'node:crypto';
import { mkdirSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import test from 'ava';
import { inRoot, manifestOf, packageFolders, tool } from '../../scripts/lib/project.mjs';
import { run } from '../../scripts/lib/run.mjs';
import { blocksOf, faultOf, givenTo, isGiven, isTypeScript } from './blocks.mjs';
import { checkOf, faultsInCoverage, lists, reachedFrom } from './how-checked.mjs';

/*
 * All code of the READMEs and the docs. TypeScript compiles and runs; a block that names a file of examples/ is its text; JavaScript and
 * shell parse, and run here or in the test that how-checked.mjs names; JSON and YAML are compared with their schemas; SQL is executed on
 * the real schema.
 */

const distOf = (folder) => import(pathToFileURL(inRoot(folder, 'dist/index.js')).href);
const { migrateOperational, migrateWarehouse, postgresStore } = await distOf('packages/adapter-postgres');
const { customerService, exampleCatalogue, toTopics } = await distOf('packages/core');
const { testDatabase } = await distOf('testing/engines');

const listed = await run('git', [
  'ls-files',
  'README.md',
  'CONTRIBUTING.md',
  'docs/**/*.md',
  'docs/*.md',
  ':(glob)packages/*/README.md',
  ':(glob)examples/**/README.md',
  ':(glob)testing/*/README.md',
  ':(glob)deploy/**/*.md',
]);
const pages = listed.output.trim().split('\n');
const blocks = pages.flatMap((page) =>
  blocksOf(readFileSync(inRoot(page), 'utf8')).map((block) => ({ ...block, page })),
);
const nameOf = ({ page, line }) => `${page}:${line}`;

const tests = await run('git', ['ls-files', ':(glob)examples/test/*.test.ts']);
const tested = reachedFrom(tests.output.trim().split('\n'));

let database;
let execute;
let query;

test.before(async () => {
  database = await testDatabase();
  await migrateOperational({ url: database.url, schema: 'casm' });
  await migrateWarehouse({ url: database.url, schema: 'casm_dwh' });
  await createCustomer();
  const { default: pg } = await import(pathToFileURL(inRoot('examples/node_modules/pg/lib/index.js')).href);
  query = async (text) => {
    const client = new pg.Client({ connectionString: database.url });
    await client.connect();
    const { rows } = await client.query(text).finally(() => client.end());
    return rows;
  };
  execute = async (text) => {
    const client = new pg.Client({ connectionString: database.url });
    await client.connect();
    try {
      // Roles belong to the whole server: nothing of it stays.
      await client.query('begin');
      for (const statement of text.split(/;\s*$/m).filter((one) => one.trim() !== ''))
        await (/\$\d/.test(statement) ? executeWithParameters(client, statement) : client.query(statement));
      return null;
    } catch (error) {
      return error.message;
    } finally {
      await client.end();
    }
  };
});

/** The customer that the pages move. */
const createCustomer = async () => {
  const store = postgresStore({ url: database.url, schema: 'casm' });
  await store.catalogue.seed(exampleCatalogue)();
  const casm = customerService({ customers: store.customers, newId: randomUUID, topicsFor: toTopics() });
  const created = await casm.createCustomer(
    {
      requestId: 'create-1',
      externalId: 'CRM-1001',
      customerSegment: 'RESIDENTIAL',
      state: { state: 'ACTIVE', stateReason: 'dfltActive' },
    },
    { client: 'docs' },
  );
  await store.close();
  if (created.outcome !== 'changed') throw new Error(JSON.stringify(created));
};

/** A text that is a value of each type that the docs have parameters of. */
const value = "'1'";

const executeWithParameters = async (client, statement) => {
  await client.query(`prepare statement_of_the_docs as ${statement}`);
  const parameters = new Set(statement.match(/\$\d/g));
  await client.query(`execute statement_of_the_docs (${[...parameters].map(() => value).join(', ')})`);
};

test.after.always(() => database?.drop());

const written = [];
test.after.always(() => written.forEach((each) => rmSync(each, { recursive: true, force: true })));

/** A folder in the examples, from which every package is found. */
const folderFor = (name) => {
  const folder = inRoot('examples', name);
  rmSync(folder, { recursive: true, force: true });
  mkdirSync(path.join(folder, 'node_modules/@casm'), { recursive: true });
  written.push(folder);
  for (const each of packageFolders().filter((one) => path.dirname(one) === inRoot('packages')))
    symlinkSync(each, path.join(folder, 'node_modules', manifestOf(each).name));
  return folder;
};

/** Each in a module of its own, compiled as a strict user does. Gives back the compiler's complaints. */
const complaintsAbout = async (modules, into) => {
  for (const { name, text } of modules) writeFileSync(path.join(into, name), text);
  const { compilerOptions } = JSON.parse(readFileSync(inRoot('tsconfig.base.json'), 'utf8'));
  writeFileSync(
    path.join(into, 'tsconfig.json'),
    JSON.stringify({
      compilerOptions: { ...compilerOptions, types: ['node'], noEmit: true, noUnusedLocals: false },
      include: ['*.ts'],
    }),
  );
  const { code, output } = await run(tool('tsc'), ['-p', into]);
  return code === 0 ? null : output;
};

const moduleOf = (block) => ({
  name: `${nameOf(block).replaceAll(/\W+/g, '-')}${block.words[0] === 'ava' ? '.test' : ''}.ts`,
  text: `${givenTo(block)}${block.text}\nexport {};\n`,
});

/** What a block that is given something has started ends with its process. */
const ended = '\nprocess.exit();\n';

const runModule = (block, folder) => {
  const { name, text } = moduleOf(block);
  if (isGiven(block)) writeFileSync(path.join(folder, name), `${text}${ended}`);
  const command =
    block.words[0] === 'ava' ? [inRoot('examples/node_modules/ava/entrypoints/cli.mjs')] : ['--import=tsx'];
  return run(process.execPath, [...command, path.join(folder, name)], {
    cwd: block.words[0] === 'ava' ? inRoot('examples') : folder,
    env: { ...process.env, DATABASE_URL: database.url },
  });
};

test('there is code in the docs', (t) => t.true(blocks.length > 20));

test('every block is executed or compared with its schema, or says why it is not', (t) => {
  t.deepEqual(faultsInCoverage(blocks, lists, tested), []);
  for (const block of blocks) {
    const check = checkOf(block, lists, tested);
    if (check?.startsWith('not executed')) t.log(`${nameOf(block)} is ${check}`);
  }
});

test.serial('TypeScript of the docs compiles and runs', async (t) => {
  t.timeout(300_000);
  const folder = folderFor('.docs');
  // A file that a page reads.
  writeFileSync(path.join(folder, 'export.csv'), 'externalId,customerSegment\nCRM-1001,SOHO\n');
  const modules = blocks.filter(isTypeScript);
  t.is(await complaintsAbout(modules.map(moduleOf), folder), null);
  for (const block of modules) {
    const { code, output } = await runModule(block, folder);
    t.is(code, 0, `${nameOf(block)}\n${output}`);
  }
  t.deepEqual(
    await query('select id from orders'),
    [{ id: '4711' }],
    'the transaction of use-your-own-transaction.md commits',
  );
});

for (const block of blocks.filter(({ language, words }) => language === 'js' && words.includes('run')))
  test(`the js at ${nameOf(block)} runs`, async (t) => {
    const into = folderFor(`.docs-${nameOf(block).replaceAll(/\W+/g, '-')}`);
    writeFileSync(path.join(into, 'block.mjs'), block.text);
    const { code, output } = await run(process.execPath, [path.join(into, 'block.mjs')]);
    t.is(code, 0, output);
  });

/** That of the answer is a Business Transaction. */
const schemaOf = ({ page }) => (page === 'README.md' ? 'business-transaction.schema.json' : null);

for (const block of blocks.filter((each) => each.language !== '' && !isTypeScript(each)))
  test(`the ${block.language} at ${nameOf(block)} is right`, async (t) => {
    t.is(await faultOf(block, { execute, schema: schemaOf(block) }), null);
  });

const broken = {
  'JavaScript that does not parse': '```js\nconst = 1;\n```',
  'JSON that does not parse': '```json\n{ "a": }\n```',
  'JSON against its schema': '```json\n{ "$schema": "casm.config.schema.json", "CASM_KAFKA_BROKER": "kafka-1" }\n```',
  'JSON that names no schema': '```json\n{}\n```',
  'YAML that does not parse': '```yaml\nbrokers: [kafka-1\n```',
  'YAML against its schema':
    '```yaml\n# yaml-language-server: $schema=casm.config.schema.json\nCASM_KAFKA_BROKER: kafka-1\n```',
  'a command of a console that does not parse': '```console\n$ echo "\n```',
  'a console without a prompt': '```console\nls\n```',
  'a shell block that does not parse': '```sh\nif true; do\n```',
  'a script that is not there': '```sh\nnpm run nothing\n```',
  'SQL of a table that is not there': '```sql\nselect nothing from casm.nowhere;\n```',
  'SQL that a constraint refuses': '```sql\ninsert into casm.customer_segment (code) values ($1);\n```',
  'a property without a value': '```properties\nname\n```',
  'another text than the example’s': '```ts examples/rating/rate-usage.ts\nexport {};\n```',
  'an example that is not there': '```ts examples/nothing.ts\nexport {};\n```',
  'a language that nothing checks': '```cobol\nSTOP RUN.\n```',
};

for (const [what, page] of Object.entries(broken))
  test(`${what} is told`, async (t) => {
    const [block] = blocksOf(page);
    t.is(typeof (await faultOf(block, { execute })), 'string');
  });

const entry = { page: 'page.md', section: 'Use it', language: 'sh', blocks: 1, by: 'tools/docs/docs-code.test.mjs' };
const coverageOf = (page, ...entries) =>
  faultsInCoverage(
    blocksOf(page).map((block) => ({ ...block, page: 'page.md' })),
    entries,
    new Set(),
  ).join('\n');
const oneCommand = '# A page\n\n## Use it\n\n```sh\ncasm --help\n```\n';

test('a block that nothing executes, and an entry that is not true, are told', (t) => {
  t.is(coverageOf(oneCommand, entry), '');
  t.regex(coverageOf(oneCommand), /page\.md:5: nothing executes it \(page\.md, Use it, sh\)/);
  t.regex(
    coverageOf(oneCommand, { ...entry, section: 'A page' }),
    /nothing executes it[^]*0 blocks, and the list has 1/,
  );
  t.regex(coverageOf(`${oneCommand}\n${oneCommand.slice(10)}`, entry), /2 blocks, and the list has 1/);
  t.regex(coverageOf(oneCommand, { ...entry, by: 'tools/nothing.mjs' }), /there is no tools\/nothing\.mjs/);
  t.regex(coverageOf(oneCommand, { ...entry, by: 'package.json' }), /package\.json does not name the page/);
  t.regex(coverageOf('```ts\nlet a = 1;\n```\n'), /nothing executes it/);
  t.regex(coverageOf('```ts examples/nothing.ts\nlet a = 1;\n```\n'), /nothing executes it/);
  t.is(coverageOf('```ts run\nlet a = 1;\n```\n'), '');
});

test.serial('TypeScript that does not compile is told', async (t) => {
  const [block] = blocksOf("```ts\nimport { customerService } from '@casm/core';\ncustomerService(1);\n```");
  t.regex(await complaintsAbout([moduleOf({ ...block, page: 'broken.md' })], folderFor('.docs-broken')), /broken-md/);
});
