import { spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import { mkdtemp } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import test from 'ava';
import { waitUntil } from '../src/index.js';

const engineProcess = new URL('../src/engine-process.ts', import.meta.url).href;

const isAlive = (pid: number): boolean => {
  try {
    return process.kill(pid, 0);
  } catch {
    return false;
  }
};

for (const signal of ['SIGKILL', 'SIGINT', 'SIGTERM'] as const) {
  test(`an engine and its folder go when the test process gets ${signal}`, async (t) => {
    const folder = await mkdtemp(path.join(tmpdir(), 'casm-engine-'));
    const args = `['-c', 'echo $$; exec sleep 600']`;
    const script = `
      import { startEngineProcess } from '${engineProcess}';
      const engine = startEngineProcess({ command: '/bin/sh', args: ${args}, folder: '${folder}' });
      setInterval(() => { const log = engine.log().trim(); if (log !== '') console.log(log); }, 20);`;
    const parent = spawn(process.execPath, ['--import=tsx', '--input-type=module', '-e', script]);
    const said: unknown = await new Promise((resolve) => parent.stdout.once('data', resolve));
    const pid = Number(String(said).split('\n')[0]);
    t.true(isAlive(pid));
    parent.kill(signal);
    await waitUntil(() => !isAlive(pid) && !existsSync(folder), { deadlineMs: 5_000, describe: 'the engine is gone' });
    t.pass();
  });
}
