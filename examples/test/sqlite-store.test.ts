import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { allPending, failsWith, succeeds } from '@casm/core/testing';
import { waitUntil } from '@casm/test-engines';
import test, { type ExecutionContext } from 'ava';
import { openSqliteStore } from '../sqlite-store/sqlite-store.js';

const aFile = async (t: ExecutionContext): Promise<string> => {
  const folder = await mkdtemp(path.join(tmpdir(), 'casm-sqlite-'));
  t.teardown(() => rm(folder, { recursive: true, force: true }));
  return path.join(folder, 'casm.sqlite');
};

interface Writer {
  readonly child: ChildProcess;
  /** The answered versions. */
  readonly answered: () => ReadonlyArray<number>;
}

const writer = (t: ExecutionContext, file: string): Writer => {
  const main = fileURLToPath(new URL('../sqlite-store/main.ts', import.meta.url));
  const child = spawn(process.execPath, ['--import=tsx', main, file], { stdio: ['ignore', 'pipe', 'inherit'] });
  t.teardown(() => child.kill('SIGKILL'));
  let output = '';
  child.stdout.setEncoding('utf8').on('data', (text) => (output += String(text)));
  return { child, answered: () => output.split('\n').slice(0, -1).map(Number) };
};

test.serial(
  'what was answered is there after a kill in the midst of changes, and one process has the file',
  async (t) => {
    const file = await aFile(t);
    for (const run of [1, 2, 3]) {
      const { child, answered } = writer(t, file);
      await waitUntil(() => Promise.resolve(answered().length >= 20), {
        deadlineMs: 60_000,
        describe: () => `20 changes in run ${run}`,
      });
      t.throws(() => openSqliteStore({ file }), { message: `${file} is in use by process ${child.pid}` });
      child.kill('SIGKILL');
      await once(child, 'close');
      const store = openSqliteStore({ file });
      const found = await succeeds(store.customers.find({ externalId: 'CRM-1' }));
      const version = found._tag === 'Some' ? found.value.version : 0;
      t.true(version >= (answered().at(-1) ?? Infinity), `version ${version}`);
      const pending = await allPending(store);
      t.deepEqual(
        pending.map(({ message }) => message.version),
        Array.from({ length: version }, (_, index) => index + 1),
        'journal and outbox have each version once',
      );
      await succeeds(store.leases.release('reader'));
      store.close();
    }
  },
);

test.serial('a file is open once in a process, and may be closed twice', async (t) => {
  const file = await aFile(t);
  const store = openSqliteStore({ file });
  t.throws(() => openSqliteStore({ file }), { message: /open in this process already/ });
  store.close();
  store.close();
  t.is((await failsWith(store.customers.find({ refId: 'x' })))._tag, 'StoreUnavailable');
  openSqliteStore({ file }).close();
});

test.serial('a file that is no database, or of another release, is refused and not touched', async (t) => {
  const file = await aFile(t);
  await writeFile(file, 'no database, but long enough to be taken for a page of one'.repeat(20));
  t.throws(() => openSqliteStore({ file }), { message: /not a database/ });
  t.throws(() => openSqliteStore({ file }), { message: /not a database/ }, 'and it is free again');
});

test.serial('answers to requests are forgotten after their time', async (t) => {
  const store = openSqliteStore({ file: await aFile(t) });
  t.teardown(store.close);
  t.deepEqual(await succeeds(store.forgetRequests(72)), { removed: 0, atEnd: true });
});
