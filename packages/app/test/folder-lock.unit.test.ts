import { type ChildProcess, spawn } from 'node:child_process';
import { mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { processStart } from '@casm/embedded-postgres';
import { waitUntil } from '@casm/test-engines';
import test, { type ExecutionContext } from 'ava';
import { FolderLocked, lockFolder } from '../src/embedded/folder-lock.js';

const folderFor = async (t: ExecutionContext): Promise<string> => {
  const folder = await mkdtemp(path.join(tmpdir(), 'casm-lock-'));
  t.teardown(() => rm(folder, { recursive: true, force: true }));
  return folder;
};

const lockModule = new URL('../dist/embedded/folder-lock.js', import.meta.url).href;

/** A process that tries to lock the folder at the moment it is told to, and says whether it could; it keeps it until it ends. */
const contender = (t: ExecutionContext, folder: string) => {
  const script = `import { lockFolder } from '${lockModule}';
    process.stdout.write('ready\\n');
    process.stdin.once('data', () => lockFolder(${JSON.stringify(folder)}).then(() => process.stdout.write('locked\\n'), (error) => process.stdout.write(error.name + '\\n')));`;
  const child = spawn(process.execPath, ['--input-type=module', '--eval', script]);
  t.teardown(() => child.kill('SIGKILL'));
  let said = '';
  child.stdout.on('data', (text) => (said += String(text)));
  const says = (word: string): Promise<void> =>
    waitUntil(() => said.includes(word), { deadlineMs: 30_000, describe: () => `${word}: ${said}` });
  return {
    child,
    ready: () => says('ready'),
    go: () => void child.stdin.write('go\n'),
    outcome: async () => {
      await waitUntil(() => /locked|FolderLocked/.test(said), { deadlineMs: 30_000, describe: () => said });
      return said.includes('locked') ? 'locked' : 'refused';
    },
  };
};

const ended = (child: ChildProcess): Promise<void> => new Promise((resolve) => child.once('exit', () => resolve()));

test('of eight that start at once on a folder whose holder was killed, one has it', async (t) => {
  const folder = await folderFor(t);
  const before = contender(t, folder);
  await before.ready();
  before.go();
  t.is(await before.outcome(), 'locked');
  const gone = ended(before.child);
  before.child.kill('SIGKILL');
  await gone;

  const all = Array.from({ length: 8 }, () => contender(t, folder));
  await Promise.all(all.map(({ ready }) => ready()));
  for (const one of all) one.go();
  const outcomes = await Promise.all(all.map(({ outcome }) => outcome()));
  t.is(outcomes.filter((outcome) => outcome === 'locked').length, 1, outcomes.join());
  t.deepEqual((await readdir(folder)).length, 1, 'nothing is left of those who were refused');
});

test('what is released can be locked again, and what is held cannot', async (t) => {
  const folder = await folderFor(t);
  const release = await lockFolder(folder);
  const error = await t.throwsAsync(lockFolder(folder), { instanceOf: FolderLocked });
  t.is(error.pid, process.pid);
  await release();
  await (
    await lockFolder(folder)
  )();
  t.pass();
});

test('who comes late to a number that has been given back does not have the folder', async (t) => {
  const folder = await folderFor(t);
  await writeFile(path.join(folder, 'lock.7'), `${process.pid} ${await processStart(process.pid)}\n`);
  await writeFile(path.join(folder, 'lock.5'), 'released\n');
  await t.throwsAsync(lockFolder(folder), { instanceOf: FolderLocked });
});

const onLinux = process.platform === 'linux' ? test : test.skip;

onLinux('a process that has ended and that nobody has reaped holds nothing', async (t) => {
  const folder = await folderFor(t);
  // The shell starts a child, becomes a program that never waits, and so the child stays a zombie once it is killed.
  const parent = spawn('/bin/sh', ['-c', 'sleep 600 & echo $!; exec sleep 600']);
  t.teardown(() => parent.kill('SIGKILL'));
  const pid = await new Promise<number>((resolve) => parent.stdout.once('data', (text) => resolve(Number(text))));
  await writeFile(path.join(folder, 'lock.1'), `${pid} ${await processStart(pid)}\n`);
  await t.throwsAsync(lockFolder(folder), { instanceOf: FolderLocked });
  process.kill(pid, 'SIGKILL');
  await waitUntil(async () => / Z /.test(await readFile(`/proc/${pid}/stat`, 'utf8')), {
    deadlineMs: 10_000,
    describe: 'the child is a zombie',
  });
  await lockFolder(folder);
  t.pass();
});
