import { spawn } from 'node:child_process';
import { chmodSync, existsSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import test from 'ava';
import { root } from '../lib/project.mjs';

/** What npm gives its children is not for the npm under test, nor are settings of the one who runs the tests. */
const environment = () =>
  Object.fromEntries(Object.entries(process.env).filter(([name]) => !/^(npm_|CASM_)/.test(name)));

test('npm start serves, and Ctrl-C stops all that it has started', async (t) => {
  const parent = mkdtempSync(path.join(tmpdir(), 'casm-start-'));
  chmodSync(parent, 0o755);
  t.teardown(() => rmSync(parent, { recursive: true, force: true }));
  const args = ['start', '--silent', '--', '--port', '0', '--data-dir', path.join(parent, 'data')];
  // A terminal sends Ctrl-C to the whole group.
  const child = spawn('npm', args, {
    cwd: root,
    env: environment(),
    stdio: ['ignore', 'pipe', 'pipe'],
    detached: true,
  });
  let isOver = false;
  t.teardown(() => isOver || process.kill(-child.pid, 'SIGKILL'));
  let output = '';
  const ready = new Promise((resolve) => {
    const collect = (chunk) => {
      output += chunk;
      if (output.includes('Ctrl-C stops everything')) resolve('ready');
    };
    child.stdout.setEncoding('utf8').on('data', collect);
    child.stderr.setEncoding('utf8').on('data', collect);
  });
  const ended = new Promise((resolve) => {
    child.once('close', () => {
      isOver = true;
      resolve('ended');
    });
  });
  t.is(await Promise.race([ready, ended]), 'ready', output);
  const url = /CASM is ready: (\S+)/.exec(output)?.[1];
  t.is((await fetch(`${url}/livez`)).status, 200);
  process.kill(-child.pid, 'SIGINT');
  await ended;
  t.regex(output, /^stopping$/m);
  // A server removes it when it has stopped.
  t.false(existsSync(path.join(parent, 'data/postgres/data/postmaster.pid')), output);
});
