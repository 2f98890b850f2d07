import path from 'node:path';
import { spawn } from 'node:child_process';
import { nodeFolder } from './lib/other-node.mjs';
import { inRoot, say } from './lib/project.mjs';
import { setUpOrExit } from './set-up.mjs';

/*
 * `consumers <version> …`: the tests of those who install the packages, under other versions of Node. Unlike the workspace, what they
 * install is compiled for no Node, so no clone is needed.
 */
const versions = process.argv.slice(2);
if (versions.length === 0 || versions.some((version) => !/^\d+(\.\d+)?$/.test(version))) {
  process.stderr.write('usage: consumers <version of Node, such as 24 or 20.19> …\n');
  process.exit(2);
}

const runUnder = async (version) => {
  const bin = await nodeFolder(version);
  const env = { ...process.env, PATH: `${bin}${path.delimiter}${process.env.PATH}` };
  const args = ['node_modules/ava/entrypoints/cli.mjs', 'test/consumers.test.ts', 'test/runners.test.ts'];
  return new Promise((resolve) => {
    const child = spawn(path.join(bin, 'node'), args, { cwd: inRoot('testing/packages'), env, stdio: 'inherit' });
    child.on('close', (code) => resolve(code ?? 1));
  });
};

await setUpOrExit();
for (const version of versions) {
  say(`Node ${version}`);
  if ((await runUnder(version)) !== 0) process.exitCode = 1;
}
