import { run } from './lib/run.mjs';
import { entryPoints } from './lib/entry-points.mjs';
import { inRoot, manifestOf, packageFolders, root, say, sourceFolders, tool } from './lib/project.mjs';
import { linesThatBreak, textRules } from '../tools/text-rules/rules.mjs';
import { setUpOrExit } from './set-up.mjs';

const typecheck = async () => {
  const folders = packageFolders().filter((folder) => manifestOf(folder).scripts?.typecheck !== undefined);
  const results = [];
  for (const folder of folders) {
    const [compiler, ...args] = manifestOf(folder).scripts.typecheck.split(' ');
    results.push(await run(tool(compiler), args, { cwd: folder }));
  }
  return { code: Math.max(...results.map(({ code }) => code)), output: results.map(({ output }) => output).join('') };
};

const lint = () =>
  run(tool('oxlint'), ['--type-aware', '--deny-warnings', 'packages', 'testing', 'examples', 'scripts', 'tools']);

/** Told with the file and the line. */
const textRulesKept = async () => {
  const found = [];
  for (const rule of textRules) {
    const lines = await linesThatBreak(rule, root);
    if (lines !== '') found.push(`${rule.rule}:\n${lines}`);
  }
  return { code: found.length > 0 ? 1 : 0, output: found.join('\n') };
};

/** What a package exports is described where an editor and the reference show it. */
const exportsDocumented = async () => {
  // It needs an installed package, which a fresh clone does not have before the set-up.
  const { undocumentedNames } = await import('../tools/docs/exported-names.mjs');
  const names = undocumentedNames(entryPoints());
  return { code: names.length > 0 ? 1 : 0, output: names.join('\n') };
};

const checks = {
  'types of the tests and the benchmark': typecheck,
  lint,
  format: () => run(tool('prettier'), ['--check', '--log-level=warn', '.']),
  'dead code and dependencies': () => run(tool('knip'), ['--no-progress']),
  architecture: () => run(tool('depcruise'), ['--config', inRoot('.dependency-cruiser.cjs'), ...sourceFolders()]),
  'doc comments of the exported names': exportsDocumented,
  'text rules': textRulesKept,
};

await setUpOrExit();
let failed = 0;
for (const [name, check] of Object.entries(checks)) {
  const { code, output } = await check();
  say(`${code === 0 ? '✔' : '✖'} ${name}`);
  if (code !== 0) {
    failed += 1;
    say(output);
  }
}
process.exitCode = failed > 0 ? 1 : 0;
