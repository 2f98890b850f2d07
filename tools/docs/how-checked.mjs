import { existsSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { inRoot } from '../../scripts/lib/project.mjs';
import { isGiven, isOfExample } from './blocks.mjs';

/*
 * How each block of the pages is checked. A block is executed here (TypeScript and JavaScript that says `run`, `ava` or `given`, SQL), is
 * compared with its schema (JSON, YAML), is the text of an example that a test imports, or is in one of these lists. A block of none
 * of these turns the test red.
 */

/** An entry for each heading of a page: `[section, language, number of blocks]`. */
const entries = (page, what, ...sections) =>
  sections.map(([section, language, blocks]) => ({ page, section, language, blocks, ...what }));

const app = (name) => ({ by: `packages/app/test/${name}.e2e.test.ts` });
const outsideTheWorkspace = (name) => ({ by: `testing/packages/test/${name}.test.ts` });

/**
 * Blocks that another test executes, with the number of them under that heading: one more turns the test red until its execution is
 * written.
 */
const executedElsewhere = [
  ...entries(
    'README.md',
    { by: 'scripts/test/start.test.mjs' },
    ['Two commands', 'sh', 1],
    ['A segment change', 'sh', 1],
    ['A segment change', 'json', 1],
  ),
  ...entries('README.md', { by: 'tools/readme/embedding.test.mjs' }, ['In your own service', 'js', 1]),
  ...entries(
    'docs/how-to/add-an-operation-from-outside.md',
    app('extensions'),
    ['1. Write the module', 'js', 1],
    ['2. Load it', 'sh', 1],
    ['3. Use it', 'sh', 1],
    ['In your own process', 'js', 1],
    ['In your own process', '', 1],
  ),
  ...entries(
    'docs/how-to/call-it-from-typescript.md',
    { by: 'packages/client/test/how-to.test.ts' },
    ['2. Call an operation', 'js', 1],
    ['2. Call an operation', '', 1],
  ),
  ...entries(
    'docs/how-to/connect-to-a-secured-kafka.md',
    app('secured-kafka'),
    ['TLS and SASL', 'sh', 2],
    ['Tokens of an identity provider', 'sh', 1],
    ['Rights', 'sh', 3],
    ['Further properties', 'sh', 1],
  ),
  ...entries(
    'docs/how-to/let-clients-in.md',
    app('clients-how-to'),
    ['Access tokens of an OAuth 2 server', 'sh', 1],
    ['API keys', 'sh', 2],
    ['Static tokens', 'sh', 1],
    ['Limits for each client', 'sh', 1],
    ['From a browser', 'sh', 1],
  ),
  ...entries(
    'docs/how-to/read-it-with-kafka-connect.md',
    { by: 'packages/adapter-kafka/test/kafka-connect.int.test.ts' },
    ['The worker', 'properties', 1],
    ['The sink', 'properties', 1],
  ),
  ...entries(
    'docs/how-to/read-from-a-replica.md',
    app('replica'),
    ['1. Name the replica', 'sh', 1],
    ['2. Ask for it', 'sh', 1],
  ),
  ...entries(
    'docs/how-to/run-a-campaign.md',
    app('campaign-how-to'),
    ['Over HTTP', 'sh', 4],
    ['From a file', 'sh', 3],
    ['On the command line', 'sh', 2],
  ),
  ...entries('docs/how-to/run-it.md', app('first-installation'), ['A first installation', 'sh', 7]),
  ...entries(
    'docs/how-to/run-it.md',
    app('settings-of-the-docs'),
    ['Settings and commands', 'sh', 1],
    ['Publication rules', 'sh', 1],
    ['Requirements on the database', '', 1],
  ),
  ...entries('docs/how-to/run-it.md', app('secured-postgres'), ['TLS to PostgreSQL', 'sh', 1]),
  ...entries('docs/reference/messages.md', app('settings-of-the-docs'), [
    'Compaction, and a topic that has only the present',
    'sh',
    1,
  ]),
  ...entries(
    'docs/reference/settings.md',
    app('settings-of-the-docs'),
    ['Settings', 'json', 1],
    ['Settings', 'yaml', 1],
  ),
  ...entries('docs/how-to/test-your-service.md', outsideTheWorkspace('runners'), [
    'Test your service without a database',
    'js',
    5,
  ]),
  ...entries('docs/how-to/trace-a-request.md', { by: 'scripts/test/start.test.mjs' }, ['Look at one', 'sh', 2]),
  ...entries('docs/how-to/use-another-kafka-client.md', outsideTheWorkspace('pages'), [
    'A publisher in pure JavaScript',
    'sh',
    1,
  ]),
  ...entries('docs/tutorial/your-first-segment-change.md', outsideTheWorkspace('pages'), ['1. A project', 'sh', 1]),
  ...entries(
    'examples/README.md',
    app('examples-readme'),
    ['Re-segment 100,000 customers', 'sh', 2],
    ['Re-segment 100,000 customers', '', 2],
  ),
  ...entries('packages/app/README.md', app('extensions'), ['@casm/app', 'sh', 1]),
];

/** Blocks that are not executed where the tests run, with the reason; the test prints them. */
const notExecuted = [
  ...entries('README.md', { reason: 'a diagram' }, ['CASM', '', 1]),
  ...entries('docs/architecture.md', { reason: 'a diagram' }, ['One segment change', '', 1]),
  ...entries(
    'docs/how-to/run-it-in-containers.md',
    {
      reason:
        'needs a container engine; tools/deploy checks the files that it names, and compose.e2e.test.ts runs them without one',
    },
    ['The image', 'console', 1],
    ['On one machine', 'console', 3],
  ),
  ...entries(
    'docs/how-to/run-it-in-containers.md',
    { reason: 'needs a Kubernetes cluster; tools/deploy checks the files that it names' },
    ['On Kubernetes', 'console', 1],
  ),
  ...entries(
    'testing/faults/README.md',
    { reason: 'takes half an hour; .ci/run runs the same command with fewer faults' },
    ['A campaign under kills', 'sh', 1],
  ),
];

export const lists = [...executedElsewhere, ...notExecuted];

const keyOf = ({ page, section, language }) => `${page}, ${section}, ${language === '' ? 'text' : language}`;

/** SQL is executed, and JSON and YAML compared with their schemas, by the test of all code. */
const checkedByLanguage = ['json', 'sql', 'yaml'];

const isRun = (block) =>
  ['js', 'ts'].includes(block.language) && (isGiven(block) || ['run', 'ava'].includes(block.words[0]));

/** These modules, and those that they import by relative paths, directly or not. */
export const reachedFrom = (files, seen = new Set()) => {
  for (const file of files.filter((each) => !seen.has(each) && existsSync(inRoot(each)))) {
    seen.add(file);
    const imports = readFileSync(inRoot(file), 'utf8').matchAll(/from '(\.{1,2}\/[^']+)\.js'/g);
    reachedFrom(
      [...imports].map(([, name]) => `${path.posix.join(path.posix.dirname(file), name)}.ts`),
      seen,
    );
  }
  return seen;
};

/** How a block is checked, in words; null: not at all. `tested` are the files of examples/ that a test reaches. */
export const checkOf = (block, entriesOfLists, tested) => {
  const { language, words } = block;
  const listed = entriesOfLists.find((entry) => keyOf(entry) === keyOf(block));
  if (isOfExample(block)) return tested.has(words[0]) ? `is ${words[0]}, which a test executes` : null;
  if (isRun(block)) return 'executed by tools/docs';
  if (listed?.by !== undefined) return `executed by ${listed.by}`;
  if (listed !== undefined) return `not executed: ${listed.reason}`;
  return checkedByLanguage.includes(language) ? 'executed, or compared with its schema, by tools/docs' : null;
};

const faultOfEntry = (entry, blocks) => {
  const found = blocks.filter((block) => keyOf(block) === keyOf(entry) && !isRun(block) && !isOfExample(block)).length;
  if (found !== entry.blocks) return `${keyOf(entry)}: ${found} blocks, and the list has ${entry.blocks}`;
  if (entry.by === undefined) return null;
  if (!existsSync(inRoot(entry.by))) return `${keyOf(entry)}: there is no ${entry.by}`;
  return readFileSync(inRoot(entry.by), 'utf8').includes(path.basename(entry.page))
    ? null
    : `${keyOf(entry)}: ${entry.by} does not name the page`;
};

/** Blocks that nothing executes, and entries of the lists that are not true of the pages and the tests. */
export const faultsInCoverage = (blocks, entriesOfLists, tested) => [
  ...blocks
    .filter((block) => checkOf(block, entriesOfLists, tested) === null)
    .map((block) => `${block.page}:${block.line}: nothing executes it (${keyOf(block)})`),
  ...entriesOfLists.flatMap((entry) => faultOfEntry(entry, blocks) ?? []),
];
