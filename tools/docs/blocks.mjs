import { readFileSync, existsSync } from 'node:fs';
import { parseDocument } from 'yaml';
import { inRoot, manifestOf, root } from '../../scripts/lib/project.mjs';
import { run } from '../../scripts/lib/run.mjs';

/** The fenced blocks of a page: `{ line, language, words, text }`, `words` those behind the language. */
export const blocksOf = (page) =>
  [...page.matchAll(/^( *)```([^\s`]*)([^\n]*)\n([\s\S]*?)^ *```$/gm)].map((match) => {
    const [, indent, language, words, text] = match;
    return {
      line: page.slice(0, match.index).split('\n').length,
      language,
      words: words.trim().split(/\s+/).filter(Boolean),
      text: text.replaceAll(new RegExp(`^${indent}`, 'gm'), ''),
    };
  });

/** Code that is checked by its type, in a module of its own. */
export const isTypeScript = ({ language, words }) => language === 'ts' && !isOfExample(words);

/** What a block may say that it is given: ```ts given store log. */
const givens = {
  log: "import('@casm/services').Log",
  newPublisher: "() => import('@casm/core').BusinessTransactionPublisher",
  options: "import('@casm/adapter-http').HttpApiOptions",
  store: "import('@casm/adapter-postgres').PostgresStore",
  token: 'string',
  url: 'string',
};

/** The declarations of what a block is given, on one line, so that the lines keep their numbers but for one. */
export const givenTo = ({ words: [first, ...names] }) =>
  first === 'given' ? `${names.map((name) => `declare const ${name}: ${givens[name]};`).join(' ')}\n` : '';

const isOfExample = ([name = '']) => name.startsWith('examples/');

/** What is wrong with a block, in words; null: nothing. `prepare` has a database prepare its statements. TypeScript is checked elsewhere. */
export const faultOf = async (block, { prepare }) => {
  const { language, words, text } = block;
  if (isOfExample(words)) return faultOfCopy(words[0], text);
  switch (language) {
    case '':
    case 'ts':
      return null;
    case 'js':
      return faultOfRun(await run(process.execPath, ['--input-type=module', '--check'], { input: text }));
    case 'json':
      return faultOfJson(text);
    case 'sh':
      return faultOfShell(text);
    case 'console':
      return faultOfConsole(text);
    case 'yaml':
      return parseDocument(text).errors[0]?.message ?? null;
    case 'properties':
      return faultOfProperties(text);
    case 'sql':
      return prepare(text);
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

const faultOfJson = (text) => {
  try {
    JSON.parse(text);
    return null;
  } catch (error) {
    return error.message;
  }
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
