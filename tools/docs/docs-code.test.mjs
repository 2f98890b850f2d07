import { mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import test from 'ava';
import { inRoot, tool } from '../../scripts/lib/project.mjs';
import { run } from '../../scripts/lib/run.mjs';
import { blocksOf, faultOf, givenTo, isTypeScript } from './blocks.mjs';

/*
 * All code of the README and the docs: TypeScript compiles, and runs where the block says `run`; a block that names a file of
 * examples/ is its text; JavaScript parses, and runs where the block says `run`; JSON, YAML and shell parse; SQL is prepared on the
 * real schema.
 */

const { migrateOperational, migrateWarehouse } = await import(
  pathToFileURL(inRoot('packages/adapter-postgres/dist/index.js')).href
);
const { testDatabase } = await import(pathToFileURL(inRoot('testing/engines/dist/index.js')).href);

const listed = await run('git', [
  'ls-files',
  'README.md',
  'CONTRIBUTING.md',
  'docs/**/*.md',
  'docs/*.md',
  ':(glob)packages/*/README.md',
]);
const pages = listed.output.trim().split('\n');
const blocks = pages.flatMap((page) =>
  blocksOf(readFileSync(inRoot(page), 'utf8')).map((block) => ({ ...block, page })),
);
const nameOf = ({ page, line }) => `${page}:${line}`;

let database;
let prepare;

test.before(async () => {
  database = await testDatabase();
  await migrateOperational({ url: database.url, schema: 'casm' });
  await migrateWarehouse({ url: database.url, schema: 'casm_dwh' });
  const { default: pg } = await import(pathToFileURL(inRoot('examples/node_modules/pg/lib/index.js')).href);
  prepare = async (text) => {
    const client = new pg.Client({ connectionString: database.url });
    await client.connect();
    try {
      // Roles belong to the whole server: nothing of it stays.
      await client.query('begin');
      for (const statement of text.split(/;\s*$/m).filter((one) => one.trim() !== ''))
        await client.query(
          /^\s*(select|insert|update|delete|with)/i.test(statement)
            ? `prepare statement_of_the_docs as ${statement}`
            : statement,
        );
      return null;
    } catch (error) {
      return error.message;
    } finally {
      await client.end();
    }
  };
});

test.after.always(() => database?.drop());

/** In a folder of the examples, so that the packages are found from there. */
const folder = inRoot('examples/.docs');
const written = [];

/** Each in a module of its own, compiled as a strict user does. Gives back the compiler's complaints. */
const complaintsAbout = async (modules, into) => {
  rmSync(into, { recursive: true, force: true });
  mkdirSync(into, { recursive: true });
  written.push(into);
  for (const { name, text } of modules) writeFileSync(path.join(into, name), text);
  const { compilerOptions } = JSON.parse(readFileSync(inRoot('tsconfig.base.json'), 'utf8'));
  writeFileSync(
    path.join(into, 'tsconfig.json'),
    JSON.stringify({
      compilerOptions: {
        ...compilerOptions,
        types: ['node'],
        noEmit: true,
        noUnusedLocals: false,
        // The examples do not depend on every package that has a README.
        paths: { '@casm/*': [inRoot('packages/*/dist/index.d.ts')] },
      },
      include: ['*.ts'],
    }),
  );
  const { code, output } = await run(tool('tsc'), ['-p', into]);
  return code === 0 ? null : output;
};

test.after.always(() => written.forEach((each) => rmSync(each, { recursive: true, force: true })));

const moduleOf = (block) => ({
  name: `${nameOf(block).replaceAll(/\W+/g, '-')}.ts`,
  text: `${givenTo(block)}${block.text}\nexport {};\n`,
});

test('there is code in the docs', (t) => t.true(blocks.length > 20));

test.serial('TypeScript of the docs compiles, and what is to run does', async (t) => {
  const modules = blocks.filter(isTypeScript);
  t.is(await complaintsAbout(modules.map(moduleOf), folder), null);
  for (const block of modules.filter(({ words }) => words.includes('run'))) {
    const { code, output } = await run(process.execPath, ['--import=tsx', path.join(folder, moduleOf(block).name)], {
      cwd: inRoot('examples'),
      env: { ...process.env, DATABASE_URL: database.url },
    });
    t.is(code, 0, `${nameOf(block)}\n${output}`);
  }
});

for (const block of blocks.filter(({ language, words }) => language === 'js' && words.includes('run')))
  test(`the js at ${nameOf(block)} runs`, async (t) => {
    const into = inRoot('examples', `.docs-${nameOf(block).replaceAll(/\W+/g, '-')}`);
    mkdirSync(into, { recursive: true });
    written.push(into);
    writeFileSync(path.join(into, 'block.mjs'), block.text);
    const { code, output } = await run(process.execPath, [path.join(into, 'block.mjs')]);
    t.is(code, 0, output);
  });

for (const block of blocks.filter((each) => each.language !== '' && !isTypeScript(each)))
  test(`the ${block.language} at ${nameOf(block)} is right`, async (t) => {
    t.is(await faultOf(block, { prepare }), null);
  });

const broken = {
  'JavaScript that does not parse': '```js\nconst = 1;\n```',
  'JSON that does not parse': '```json\n{ "a": }\n```',
  'YAML that does not parse': '```yaml\nbrokers: [kafka-1\n```',
  'a command of a console that does not parse': '```console\n$ echo "\n```',
  'a console without a prompt': '```console\nls\n```',
  'a shell block that does not parse': '```sh\nif true; do\n```',
  'a script that is not there': '```sh\nnpm run nothing\n```',
  'SQL of a table that is not there': '```sql\nselect nothing from casm.nowhere;\n```',
  'a property without a value': '```properties\nname\n```',
  'another text than the example’s': '```ts examples/rating/rate-usage.ts\nexport {};\n```',
  'an example that is not there': '```ts examples/nothing.ts\nexport {};\n```',
  'a language that nothing checks': '```cobol\nSTOP RUN.\n```',
};

for (const [what, page] of Object.entries(broken))
  test(`${what} is told`, async (t) => {
    const [block] = blocksOf(page);
    t.is(typeof (await faultOf(block, { prepare })), 'string');
  });

test.serial('TypeScript that does not compile is told', async (t) => {
  const [block] = blocksOf("```ts\nimport { customerService } from '@casm/core';\ncustomerService(1);\n```");
  t.regex(
    await complaintsAbout([moduleOf({ ...block, page: 'broken.md' })], inRoot('examples/.docs-broken')),
    /broken-md/,
  );
});
