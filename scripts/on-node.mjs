import { mkdirSync, rmSync } from 'node:fs';
import path from 'node:path';
import { spawn } from 'node:child_process';
import { nodeFolder } from './lib/other-node.mjs';
import { inRoot, root, say } from './lib/project.mjs';
import { run } from './lib/run.mjs';

/*
 * `on-node <major> <script> …`: runs scripts of the package.json under another Node, in a clone of what is committed, so that what
 * is compiled for one Node does not take the place of what is compiled for the other. The npm registry has Node itself as a
 * package, with the headers that node-rdkafka is compiled with.
 */
const [major, ...scripts] = process.argv.slice(2);
if (!/^\d+$/.test(major ?? '') || scripts.length === 0) {
  process.stderr.write('usage: on-node <major version of Node> <npm script> …\n');
  process.exit(2);
}

const must = async (what, command, args, options) => {
  const { code, output } = await run(command, args, options);
  if (code === 0) return;
  process.stderr.write(`${output}\n${what}: failed.\n`);
  process.exit(1);
};

const clone = async () => {
  const folder = inRoot('.cache', `clone-for-node-${major}`);
  rmSync(folder, { recursive: true, force: true });
  mkdirSync(path.dirname(folder), { recursive: true });
  await must('cloning what is committed', 'git', ['clone', '--quiet', '--local', root, folder]);
  return folder;
};

const runScript = (script, cwd, env) =>
  new Promise((resolve) => {
    const child = spawn('npm', ['run', '--silent', script], { cwd, env, stdio: 'inherit' });
    child.on('close', (code) => resolve(code ?? 1));
  });

const env = { ...process.env, PATH: `${await nodeFolder(major)}${path.delimiter}${process.env.PATH}` };
const folder = await clone();
say(`Node ${(await run('node', ['--version'], { cwd: folder, env })).output.trim()}`);
for (const script of scripts) {
  const code = await runScript(script, folder, env);
  if (code !== 0) {
    process.stderr.write(`npm run ${script}: failed under Node ${major}.\n`);
    process.exitCode = 1;
  }
}
