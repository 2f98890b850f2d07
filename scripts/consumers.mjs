import path from 'node:path';
import { spawn } from 'node:child_process';
import { nodeFolder } from './lib/other-node.mjs';
import { inRoot, say } from './lib/project.mjs';
import { setUpOrExit } from './set-up.mjs';

/*
 * `consumers <major> …`: the tests of those who install the packages, under other versions of Node. Unlike the workspace, what they
 * install is compiled for no Node, so no clone is needed.
 */
const majors = process.argv.slice(2);
if (majors.length === 0 || majors.some((major) => !/^\d+$/.test(major))) {
  process.stderr.write('usage: consumers <major version of Node> …\n');
  process.exit(2);
}

const runUnder = async (major) => {
  const bin = await nodeFolder(major);
  const env = { ...process.env, PATH: `${bin}${path.delimiter}${process.env.PATH}` };
  const args = ['node_modules/ava/entrypoints/cli.mjs', 'test/consumers.test.ts'];
  return new Promise((resolve) => {
    const child = spawn(path.join(bin, 'node'), args, { cwd: inRoot('testing/packages'), env, stdio: 'inherit' });
    child.on('close', (code) => resolve(code ?? 1));
  });
};

await setUpOrExit();
for (const major of majors) {
  say(`Node ${major}`);
  if ((await runUnder(major)) !== 0) process.exitCode = 1;
}
