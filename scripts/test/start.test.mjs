import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { chmodSync, existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { createServer } from 'node:http';
import { tmpdir } from 'node:os';
import path from 'node:path';
import test from 'ava';
import { blocksOf } from '../../tools/docs/blocks.mjs';
import { inRoot, root } from '../lib/project.mjs';
import { run } from '../lib/run.mjs';

/* npm start as README.md and docs/how-to/trace-a-request.md show it. */

const blocks = (page, language) =>
  blocksOf(readFileSync(inRoot(page), 'utf8'))
    .filter((block) => block.language === language)
    .map(({ text }) => text);
const [commands, change] = blocks('README.md', 'sh');
const [answer] = blocks('README.md', 'json');
const [printed, exported] = blocks('docs/how-to/trace-a-request.md', 'sh');

/** The text with each placeholder replaced; one that it does not have throws. */
const filledIn = (text, values) =>
  Object.entries(values).reduce((filled, [placeholder, value]) => {
    if (!filled.includes(placeholder)) throw new Error(`the page says nowhere ${placeholder}`);
    return filled.replaceAll(placeholder, value);
  }, text);

/** What npm gives its children is not for the npm under test, nor are settings of the one who runs the tests. */
const environment = () =>
  Object.fromEntries(Object.entries(process.env).filter(([name]) => !/^(npm_|CASM_|OTEL_)/.test(name)));

const withDeadline = (promise, describe) => {
  let timer;
  const late = new Promise((_, reject) => {
    timer = setTimeout(() => reject(new Error(describe())), 60_000);
  });
  return Promise.race([promise, late]).finally(() => clearTimeout(timer));
};

/** A command that starts everything, on a free port and a folder of its own, ready; it ends with the test at the latest. */
const started = async (t, script) => {
  const parent = mkdtempSync(path.join(tmpdir(), 'casm-start-'));
  chmodSync(parent, 0o755);
  t.teardown(() => rmSync(parent, { recursive: true, force: true }));
  const dataDir = path.join(parent, 'data');
  const command = filledIn(script, { 'npm start': `npm start --silent -- --port 0 --data-dir ${dataDir}` });
  // A terminal sends Ctrl-C to the whole group.
  const child = spawn('/bin/bash', ['-euo', 'pipefail', '-c', command], {
    cwd: root,
    env: { ...environment(), OTEL_BSP_SCHEDULE_DELAY: '100' },
    stdio: ['ignore', 'pipe', 'pipe'],
    detached: true,
  });
  let isOver = false;
  t.teardown(() => isOver || process.kill(-child.pid, 'SIGKILL'));
  let output = '';
  const waiting = new Set();
  const collect = (chunk) => {
    output += chunk;
    for (const look of waiting) look();
  };
  child.stdout.setEncoding('utf8').on('data', collect);
  child.stderr.setEncoding('utf8').on('data', collect);
  const ended = once(child, 'close').then(() => (isOver = true));
  /** Resolves when the output matches; rejects where it ends before. */
  const says = (words) =>
    withDeadline(
      new Promise((resolve, reject) => {
        const look = () => words.test(output) && resolve();
        waiting.add(look);
        look();
        ended.then(() => reject(new Error(`it ended without ${words}: ${output}`)));
      }),
      () => `${words}: ${output}`,
    );
  await says(/Ctrl-C stops everything/);
  const url = /CASM is ready: (\S+)/.exec(output)?.[1];
  const stop = async () => {
    process.kill(-child.pid, 'SIGINT');
    await ended;
  };
  return { url, dataDir, says, stop, output: () => output };
};

/** The README's change, sent to this one. */
const changed = ({ url, dataDir }, more = '') =>
  run('/bin/bash', [
    '-euo',
    'pipefail',
    '-c',
    filledIn(change, {
      'http://127.0.0.1:8080': url,
      '.casm/token': `${dataDir}/token`,
      'curl -i': `curl -sSi ${more}`,
    }),
  ]);

/** The same with ids and times that are the same everywhere. */
const withoutIds = (text) =>
  JSON.parse(
    text
      .replaceAll(/[\da-f]{8}-[\da-f-]{27}/g, 'an id')
      .replaceAll(/"\d{19}"/g, '"a request id"')
      .replaceAll(/\d{4}-\d\d-\d\dT[\d:.]+Z/g, 'a time'),
  );

test.serial(
  'npm start serves, the README’s change is answered as shown, and Ctrl-C stops all that it has started',
  async (t) => {
    const [start, tests] = commands.trim().split('\n');
    t.regex(tests, /^npm test /);
    const casm = await started(t, start);
    t.is((await fetch(`${casm.url}/livez`)).status, 200);
    const { code, output } = await changed(casm);
    t.is(code, 0, output);
    t.regex(output, /^HTTP\/1\.1 200 /);
    t.deepEqual(withoutIds(output.split('\r\n\r\n').at(-1)), withoutIds(answer));
    await casm.stop();
    t.regex(casm.output(), /^stopping$/m);
    // A server removes it when it has stopped.
    t.false(existsSync(path.join(casm.dataDir, 'postgres/data/postmaster.pid')), casm.output());
  },
);

test.serial('npm start prints the spans of a change where the page on traces says so', async (t) => {
  const casm = await started(t, printed);
  t.is((await changed(casm)).code, 0);
  await casm.says(/traceId: '[\da-f]{32}'[^]*name: 'change'|name: 'change'[^]*traceId: '[\da-f]{32}'/);
  await casm.stop();
});

test.serial('the settings of the page on traces send the spans of a sampled request to a collector', async (t) => {
  let exports = 0;
  const collector = createServer((request, response) => {
    if (request.url === '/v1/traces') exports += 1;
    request.resume();
    response.end();
  });
  collector.listen(0, '127.0.0.1');
  await once(collector, 'listening');
  t.teardown(() => collector.close());
  const settings = filledIn(exported, { 'http://collector:4318': `http://127.0.0.1:${collector.address().port}` });
  const casm = await started(t, `${settings}npm start`);
  const received = once(collector, 'request');
  const { output } = await changed(casm, "-H 'traceparent: 00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01'");
  t.regex(output, /^HTTP\/1\.1 200 /);
  await withDeadline(received, () => `the collector gets it: ${casm.output()}`);
  t.true(exports > 0);
  await casm.stop();
});
