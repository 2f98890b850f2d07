import path from 'node:path';
import { run } from './lib/run.mjs';
import { inRoot, manifestOf, packageFolders, root, say, tool } from './lib/project.mjs';
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

const lint = () => run(tool('oxlint'), ['--type-aware', '--deny-warnings', 'packages', 'testing', 'scripts', 'tools']);

/** What a reader should not have to find by eye; told with the file and the line. */
const textRules = async () => {
  const rules = [
    {
      rule: 'process.env is read in one file of the app only',
      pattern: 'process\\.env',
      paths: ['packages/*/src', ':(exclude)packages/app/src/environment.ts'],
    },
    { rule: 'no console in sources', pattern: 'console\\.', paths: ['packages/*/src'] },
    {
      rule: 'no machine paths, no left-over tests',
      pattern: '\\.only\\(|/root/|/work/',
      paths: ['packages', 'testing', 'docs', 'README.md'],
    },
  ];
  const found = [];
  for (const { rule, pattern, paths } of rules) {
    const { code, output } = await run('git', ['grep', '-nE', pattern, '--', ...paths]);
    if (code === 0) found.push(`${rule}:\n${output}`);
    else if (code !== 1) found.push(`${rule}: git grep failed: ${output}`);
  }
  return { code: found.length > 0 ? 1 : 0, output: found.join('\n') };
};

const sourceFolders = () => packageFolders().map((folder) => path.relative(root, path.join(folder, 'src')));

const checks = {
  'types of the tests and the benchmark': typecheck,
  lint,
  format: () => run(tool('prettier'), ['--check', '--log-level=warn', '.']),
  'dead code and dependencies': () => run(tool('knip'), ['--no-progress']),
  architecture: () => run(tool('depcruise'), ['--config', inRoot('.dependency-cruiser.cjs'), ...sourceFolders()]),
  'text rules': textRules,
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
