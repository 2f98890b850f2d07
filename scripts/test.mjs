import path from 'node:path';
import { runAva } from './lib/ava.mjs';
import { startEngines } from './lib/engines.mjs';
import { manifestOf, packageFolders, root, say } from './lib/project.mjs';
import { setUpOrExit } from './set-up.mjs';

/** The root's tests of the tools first, then each package that says it has tests. */
const suites = () => [root, ...packageFolders().filter((folder) => manifestOf(folder).scripts?.test !== undefined)];

const nameOf = (folder) => path.relative(path.dirname(root), folder).split(path.sep).slice(1).join('/') || 'tools';

const runAll = async (env) => {
  const results = [];
  for (const folder of suites()) {
    say(`\n${nameOf(folder)}`);
    results.push({ name: nameOf(folder), ...(await runAva(folder, env)) });
  }
  return results;
};

const sum = (results, member) => results.reduce((total, result) => total + result[member], 0);

const report = (results, missing) => {
  for (const { name, failures } of results) for (const failure of failures) say(`failed: ${name}: ${failure}`);
  for (const line of missing) say(line);
  const skipped = sum(results, 'skipped');
  say(`${sum(results, 'passed')} passed, ${sum(results, 'failed')} failed${skipped > 0 ? `, ${skipped} skipped` : ''}`);
};

await setUpOrExit();
const engines = await startEngines();
const results = await runAll({ ...process.env, ...engines.env });
await engines.stop();
say('');
report(results, engines.missing);
process.exitCode = sum(results, 'failed') > 0 ? 1 : 0;
