import { chmod, mkdir, mkdtemp, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import test, { type ExecutionContext } from 'ava';
import pg from 'pg';
import { FolderNotPassable, openCluster, runningPort, startServer, stopServer } from '../src/index.js';

const folderFor = async (t: ExecutionContext): Promise<string> => {
  const folder = await mkdtemp(path.join(tmpdir(), 'casm-embedded-'));
  await chmod(folder, 0o755);
  t.teardown(() => rm(folder, { recursive: true, force: true }));
  return folder;
};

const inFolder = (folder: string) => ({ folder, superuser: 'owner', password: 'a secret', durable: false });

const ask = async (port: number, statement: string, password = 'a secret'): Promise<unknown> => {
  const client = new pg.Client({ host: '127.0.0.1', port, user: 'owner', password, database: 'postgres' });
  await client.connect();
  try {
    return (await client.query<Record<string, unknown>>(statement)).rows[0];
  } finally {
    await client.end();
  }
};

test('a cluster is made once, its server found again while it runs, and what it holds outlives it', async (t) => {
  const folder = await folderFor(t);
  const cluster = await openCluster(inFolder(folder));
  const port = await startServer(cluster, { max_connections: '20' });
  t.teardown(() => stopServer(cluster).catch(() => undefined));
  t.deepEqual(await ask(port, 'show max_connections'), { max_connections: '20' });
  await t.throwsAsync(ask(port, 'select 1', 'a wrong one'), { message: /authentication failed/ });
  await ask(port, 'create table kept as select 1 as one');
  t.is(await startServer(cluster, {}), port);
  t.is(await runningPort(folder), port);

  await stopServer(cluster);
  t.is(await runningPort(folder), null);
  const again = await startServer(await openCluster(inFolder(folder)), {});
  t.deepEqual(await ask(again, 'select one from kept'), { one: 1 });
});

test('what a start that was killed has left half made is made anew', async (t) => {
  const folder = await folderFor(t);
  const half = path.join(folder, 'postgres', 'data.new');
  await mkdir(half, { recursive: true });
  await writeFile(path.join(half, 'PG_VERSION'), '18\n');
  const cluster = await openCluster(inFolder(folder));
  t.true((await stat(path.join(cluster.data, 'global'))).isDirectory());
  await t.throwsAsync(stat(half), { code: 'ENOENT' });
});

test('a pid file whose process is another’s by now is no obstacle', async (t) => {
  const folder = await folderFor(t);
  const cluster = await openCluster(inFolder(folder));
  const port = await startServer(cluster, {});
  t.teardown(() => stopServer(cluster).catch(() => undefined));
  const pidFile = path.join(cluster.data, 'postmaster.pid');
  const [, ...rest] = (await readFile(pidFile, 'utf8')).split('\n');
  await stopServer(cluster);
  await writeFile(pidFile, [process.pid, ...rest].join('\n'), { mode: 0o600 });
  t.is(await runningPort(folder), null);
  t.deepEqual(await ask(await startServer(cluster, {}), 'select 1 as one'), { one: 1 });
  t.truthy(port);
});

const asRoot = process.getuid?.() === 0 ? test : test.skip;

asRoot('a folder that PostgreSQL’s own user may not pass through is refused before anything is made', async (t) => {
  const folder = await folderFor(t);
  await chmod(folder, 0o700);
  await t.throwsAsync(openCluster(inFolder(folder)), { instanceOf: FolderNotPassable });
  await t.throwsAsync(stat(path.join(folder, 'postgres')), { code: 'ENOENT' });
});
