import { existsSync, readFileSync } from 'node:fs';
import { Ajv } from 'ajv';
import { Ajv2020 } from 'ajv/dist/2020.js';
import { parseDocument } from 'yaml';
import { inRoot, manifestOf, root } from '../../scripts/lib/project.mjs';
import { run } from '../../scripts/lib/run.mjs';

const fence = /^( *)```([^\s`]*)([^\n]*)\n([\s\S]*?)^ *```$/gm;

/**
 * The fenced blocks of a page: `{ line, section, language, words, text }`, `section` the heading above, `words` those behind the
 * language.
 */
export const blocksOf = (page) =>
  [...page.matchAll(fence)].map((match) => {
    const [, indent, language, words, text] = match;
    const above = page.slice(0, match.index);
    return {
      line: above.split('\n').length,
      section:
        above
          .replaceAll(fence, '')
          .match(/^#+ .*$/gm)
          ?.at(-1)
          ?.replace(/^#+ /, '') ?? '',
      language,
      words: words.trim().split(/\s+/).filter(Boolean),
      text: text.replaceAll(new RegExp(`^${indent}`, 'gm'), ''),
    };
  });

/** A block that is the text of a file of examples/. */
export const isOfExample = ({ words: [name = ''] }) => name.startsWith('examples/');

/** Code that is checked by its type, in a module of its own. */
export const isTypeScript = (block) => block.language === 'ts' && !isOfExample(block);

/** An API on a store in memory, without its authentication. */
const wiring = `{ deps: { ...(await import('@casm/core/testing')).inMemoryStore(), newId: (await import('node:crypto')).randomUUID,
  topicsFor: (await import('@casm/core')).toTopics() }, onFailure: () => undefined, onDefect: () => undefined }`;

/** What a block may say that it is given: ```ts given store log. */
const givens = {
  log: {
    type: "import('@casm/services').Log",
    value: '{ info: () => undefined, warn: () => undefined }',
  },
  newPublisher: {
    type: "() => import('@casm/core').BusinessTransactionPublisher",
    value:
      "await import('@casm/adapter-kafka').then(({ kafkaPublisher }) => () => kafkaPublisher({ brokers: '127.0.0.1:1' }))",
  },
  options: {
    type: "import('@casm/adapter-http').HttpApiOptions",
    value: `{ ...${wiring}, access: async () => ({ client: 'docs' }) }`,
  },
  store: {
    type: "import('@casm/adapter-postgres').PostgresStore",
    value:
      "(await import('@casm/adapter-postgres')).postgresStore({ url: process.env['DATABASE_URL'] ?? '', schema: 'casm' })",
  },
  token: { type: 'string', value: "'secret'" },
  wiring: { type: "Omit<import('@casm/adapter-http').HttpApiOptions, 'access' | 'authenticate'>", value: wiring },
  url: { type: 'string', value: "process.env['DATABASE_URL'] ?? ''" },
};

export const isGiven = ({ words: [first] }) => first === 'given';

/** The values that a block is given, on one line, so that the lines keep their numbers but for one. */
export const givenTo = (block) =>
  isGiven(block)
    ? `${block.words
        .slice(1)
        .map((name) => `const ${name}: ${givens[name].type} = ${givens[name].value.replaceAll(/\s+/g, ' ')};`)
        .join(' ')}\n`
    : '';

/**
 * What is wrong with a block, in words; null: nothing. `execute` has a database run its statements. TypeScript is checked elsewhere;
 * `schema` is that of JSON that does not name its own.
 */
export const faultOf = async (block, { execute, schema = null }) => {
  const { language, words, text } = block;
  if (isOfExample(block)) return faultOfCopy(words[0], text);
  switch (language) {
    case '':
    case 'ts':
      return null;
    case 'js':
      return faultOfRun(await run(process.execPath, ['--input-type=module', '--check'], { input: text }));
    case 'json':
      return faultOfJson(text, schema);
    case 'sh':
      return faultOfShell(text);
    case 'console':
      return faultOfConsole(text);
    case 'yaml':
      return faultOfYaml(text);
    case 'properties':
      return faultOfProperties(text);
    case 'sql':
      return execute(text);
    default:
      return `nothing checks the language ${language}`;
  }
};

const faultOfCopy = (file, text) =>
  !existsSync(inRoot(file))
    ? `there is no ${file}`
    : readFileSync(inRoot(file), 'utf8') === text
      ? null
      : `is not the text of ${file}`;

const faultOfRun = ({ code, output }) => (code === 0 ? null : output);

/** What a schema of docs/reference says against a value. */
const faultOfValue = (value, name) => {
  if (name === null) return 'it names no schema';
  const file = inRoot('docs/reference', name);
  if (!existsSync(file)) return `there is no schema docs/reference/${name}`;
  const schema = JSON.parse(readFileSync(file, 'utf8'));
  const options = { strict: false, allErrors: true, validateFormats: false };
  const ajv = schema.$schema.includes('2020') ? new Ajv2020(options) : new Ajv(options);
  return ajv.validate(schema, value) ? null : ajv.errorsText();
};

const faultOfJson = (text, schema) => {
  try {
    const value = JSON.parse(text);
    return faultOfValue(value, value.$schema ?? schema);
  } catch (error) {
    return error.message;
  }
};

/** The schema is named as for editors. */
const faultOfYaml = (text) => {
  const document = parseDocument(text);
  const [, schema = null] = /^# yaml-language-server: \$schema=(\S+)$/m.exec(text) ?? [];
  return document.errors[0]?.message ?? faultOfValue(document.toJS(), schema);
};

/** Each line is a command behind its prompt. */
const faultOfConsole = (text) => {
  const lines = text.trimEnd().split('\n');
  const wrong = lines.filter((line) => !line.startsWith('$ '));
  if (wrong.length > 0) return `no prompt: ${wrong.join('; ')}`;
  return faultOfShell(lines.map((line) => line.slice(2)).join('\n'));
};

const faultOfProperties = (text) => {
  const wrong = text.split('\n').filter((line) => line !== '' && !/^[\w.]+=\S/.test(line));
  return wrong.length === 0 ? null : `no name and value: ${wrong.join('; ')}`;
};

/** The syntax, and every script of the workspace that is named. */
const faultOfShell = async (text) => {
  const syntax = faultOfRun(await run('bash', ['-n'], { input: text }));
  if (syntax !== null) return syntax;
  const { scripts } = manifestOf(root);
  const unknown = [...text.matchAll(/npm run (?:--silent )?([\w:-]+)/g)].filter(
    ([, name]) => scripts[name] === undefined,
  );
  return unknown.length === 0 ? null : `there is no script ${unknown.map(([, name]) => name).join(', ')}`;
};
