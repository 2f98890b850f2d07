import { spawn } from 'node:child_process';
import { once } from 'node:events';
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import test from 'ava';
import { batchedLines } from '../src/runtime/batched-lines.js';
import { openLog } from '../src/runtime/log.js';

const same = (line: string): string => line;

const turn = (): Promise<void> => new Promise((resolve) => setImmediate(resolve));

test('lines of one turn of the event loop are written together, at its end', async (t) => {
  const written: Array<string> = [];
  const { writeSoon } = batchedLines(same, (lines) => written.push(lines));
  writeSoon('a');
  writeSoon('b');
  t.deepEqual(written, []);
  await turn();
  t.deepEqual(written, ['a\nb']);
  writeSoon('c');
  await turn();
  t.deepEqual(written, ['a\nb', 'c']);
});

test('a line that is written at once comes behind those that wait, and takes them along', async (t) => {
  const written: Array<string> = [];
  const { write, writeSoon, flush } = batchedLines(same, (lines) => written.push(lines));
  writeSoon('a');
  write('b');
  t.deepEqual(written, ['a\nb']);
  flush();
  await turn();
  t.is(written.length, 1);
});

test('no more than 500 lines wait', (t) => {
  const written: Array<string> = [];
  const { writeSoon } = batchedLines(same, (lines) => written.push(lines));
  for (let n = 0; n < 1001; n += 1) writeSoon(String(n));
  t.deepEqual(
    written.map((lines) => lines.split('\n').length),
    [500, 500],
  );
});

for (const format of ['json', 'human'] as const)
  test(`a line of debug waits, and one of another level does not, as ${format}`, async (t) => {
    const written: Array<string> = [];
    const log = openLog({ format, level: 'debug', write: (lines) => written.push(lines), now: () => 0 });
    log.debug('request', { n: 1 });
    log.debug('request', { n: 2 });
    t.deepEqual(written, []);
    log.info('ready');
    t.is(written.length, 1);
    t.regex(written[0] ?? '', /request.*1.*\n.*request.*2.*\n.*ready/);
    log.debug('request', { n: 3 });
    await turn();
    t.is(written.length, 2);
  });

test('a line that waits has the time of its event', (t) => {
  let now = 0;
  const written: Array<string> = [];
  const log = openLog({ format: 'json', level: 'debug', write: (lines) => written.push(lines), now: () => now });
  log.debug('first');
  now = 5;
  log.debug('second');
  now = 9;
  log.flush();
  t.deepEqual(
    written.flatMap((lines) => lines.split('\n')).map((line): unknown => JSON.parse(line)),
    [
      { level: 'debug', time: '1970-01-01T00:00:00.000Z', message: 'first' },
      { level: 'debug', time: '1970-01-01T00:00:00.005Z', message: 'second' },
    ],
  );
});

test('a process that ends by an error that nobody caught has written every line', async (t) => {
  const logModule = pathToFileURL(path.join(import.meta.dirname, '../src/runtime/log.ts'));
  const script = `
    const { openProcessLog } = await import('${logModule.href}');
    const log = openProcessLog({ format: 'json', level: 'debug', write: (lines) => void process.stdout.write(lines + '\\n') });
    log.debug('request', { n: 1 });
    throw new Error('nobody caught this');`;
  const child = spawn(process.execPath, ['--import=tsx', '--input-type=module', '--eval', script], {
    cwd: path.join(import.meta.dirname, '..'),
    stdio: ['ignore', 'pipe', 'ignore'],
  });
  let output = '';
  child.stdout.on('data', (piece) => (output += String(piece)));
  await once(child, 'close');
  t.is(child.exitCode, 1);
  t.regex(output, /"message":"request","n":1/);
});
