import { spawn } from 'node:child_process';
import { once } from 'node:events';
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import test from 'ava';
import { openLog } from '../src/runtime/log.js';
import { lifecycle } from '../src/runtime/stop-in-time.js';

test('what was started is stopped in the reverse order, and one that hangs is left behind in its time', async (t) => {
  const lines: Array<string> = [];
  const life = lifecycle(openLog({ format: 'json', write: (line) => lines.push(line) }));
  const stopped: Array<string> = [];
  const stop = (name: string) => async () => void stopped.push(name);
  life.started('the first', stop('the first'));
  life.started('one that hangs', () => new Promise(() => undefined), 20);
  life.started('the last', stop('the last'));
  await life.stop();
  t.deepEqual(stopped, ['the last', 'the first']);
  t.regex(lines.join(), /one that hangs did not stop cleanly.*longer than 20 ms/);
});

/** A thread that never comes back. */
const hanging = `const { pbkdf2 } = await import('node:crypto');
  pbkdf2('password', 'salt', 2 ** 31 - 1, 64, 'sha512', () => undefined);`;

/** Runs this in a process of its own, and returns how it ended. */
const endOf = async (script: string): Promise<{ readonly code: number | null; readonly signal: string | null }> => {
  const modules = ['log', 'stop-in-time'].map(
    (name) => pathToFileURL(path.join(import.meta.dirname, `../src/runtime/${name}.ts`)).href,
  );
  const child = spawn(
    process.execPath,
    [
      '--import=tsx',
      '--input-type=module',
      '--eval',
      `const { openLog } = await import('${modules[0]}');
      const { endProcess, lifecycle, untilSignal } = await import('${modules[1]}');
      const life = lifecycle(openLog({ format: 'json', write: () => undefined }));
      ${script}`,
    ],
    { cwd: path.join(import.meta.dirname, '..'), stdio: 'ignore' },
  );
  const late = setTimeout(() => child.kill('SIGKILL'), 20_000);
  await once(child, 'exit');
  clearTimeout(late);
  return { code: child.exitCode, signal: child.signalCode };
};

test('a process in which something did not stop ends, although a thread never comes back', async (t) => {
  const script = `${hanging}
    life.started('one that hangs', () => new Promise(() => undefined), 20);
    await life.stop();`;
  t.deepEqual(await endOf(`${script} endProcess(0);`), { code: null, signal: 'SIGTERM' });
  t.deepEqual(await endOf(`${script} endProcess(1);`), { code: null, signal: 'SIGKILL' }, 'a failure is no clean end');
});

test('a second signal ends a process at once, although a thread never comes back', async (t) => {
  const script = `${hanging}
    setTimeout(() => undefined, 60_000);
    untilSignal().then(() => process.kill(process.pid, 'SIGINT'));
    process.kill(process.pid, 'SIGTERM');`;
  t.deepEqual(await endOf(script), { code: null, signal: 'SIGINT' });
});

test('a process on which the default action of a signal has no effect, as on the first of a container, ends too', async (t) => {
  const first = `process.kill = () => true;
    setTimeout(() => undefined, 60_000);`;
  const left = `${first}
    life.started('one that hangs', () => new Promise(() => undefined), 20);
    await life.stop();
    endProcess(0);`;
  t.deepEqual(await endOf(left), { code: 143, signal: null });
  const second = `${first}
    untilSignal().then(() => process.emit('SIGINT', 'SIGINT'));
    process.emit('SIGTERM', 'SIGTERM');`;
  t.deepEqual(await endOf(second), { code: 130, signal: null });
});
