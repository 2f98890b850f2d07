import { execFile } from 'node:child_process';
import { readdir, readFile, readlink, realpath, rm } from 'node:fs/promises';
import path from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { promisify } from 'node:util';
import type { PostgresUser } from './binaries.js';
import { type Cluster, dataIn } from './cluster.js';
import { freePort } from './free-port.js';
import { processStart } from './process-start.js';

const run = promisify(execFile);

type ServerSettings = Readonly<Record<string, string>>;

/** What starts the server in the foreground, for who watches over it. It listens on 127.0.0.1 only. */
export const serverCommand = (
  { binaries, data, user }: Cluster,
  port: number,
  settings: ServerSettings,
): { readonly command: string; readonly args: ReadonlyArray<string>; readonly user: PostgresUser | undefined } => ({
  command: path.join(binaries, 'postgres'),
  args: ['-D', data, ...listening(port, settings)],
  user,
});

const listening = (port: number, settings: ServerSettings): ReadonlyArray<string> => [
  '-h',
  '127.0.0.1',
  '-p',
  String(port),
  ...Object.entries({ unix_socket_directories: '', ...settings }).flatMap(([name, value]) => [
    '-c',
    `${name}=${value}`,
  ]),
];

/**
 * The port of the cluster's server: of the one that runs, as one does that was left behind, or else of one that is started in a session
 * of its own, so that Ctrl-C does not reach it.
 */
export const startServer = async (cluster: Cluster, settings: ServerSettings): Promise<number> =>
  (await portOf(cluster.data)) ?? (await start(cluster, settings).catch(() => restart(cluster, settings)));

export const stopServer = (cluster: Cluster): Promise<void> =>
  pgCtl(cluster, 'stop', '--mode=fast', '--wait', '--timeout=30');

/** Where the server of the cluster in this folder listens, if one runs. */
export const runningPort = (folder: string): Promise<number | null> => portOf(dataIn(folder));

const quoted = (word: string): string => `'${word.replaceAll("'", "'\\''")}'`;

const start = async (cluster: Cluster, settings: ServerSettings): Promise<number> => {
  const port = await freePort();
  await forgetTheDead(cluster.data);
  const options = listening(port, settings).map(quoted).join(' ');
  await pgCtl(cluster, 'start', '--wait', '--timeout=60', '-l', path.join(cluster.home, 'log'), '-o', options);
  return port;
};

/** For one that is there but not ready: left behind while it started, stopped or recovered. */
const restart = async (cluster: Cluster, settings: ServerSettings): Promise<number> => {
  await pgCtl(cluster, 'stop', '--mode=fast', '--wait', '--timeout=60').catch(() => undefined);
  return start(cluster, settings);
};

const pgCtl = async (
  { binaries, data, home, user }: Cluster,
  command: string,
  ...more: ReadonlyArray<string>
): Promise<void> => {
  await run(path.join(binaries, 'pg_ctl'), [command, '-D', data, '-s', ...more], { cwd: home, ...user });
};

const linesOf = async (file: string): Promise<ReadonlyArray<string> | null> => {
  try {
    return (await readFile(file, 'utf8')).split('\n');
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return null;
    throw error;
  }
};

const pidFileOf = (data: string): string => path.join(data, 'postmaster.pid');

/** Whether this process was started on the cluster: another one may have got the number since. */
const isOurs = async (pid: number, data: string): Promise<boolean> => {
  if ((await processStart(pid)) === null) return false;
  const command = process.platform === 'linux' ? await linesOf(`/proc/${pid}/cmdline`) : null;
  return command === null || command.join('\n').includes(data);
};

/** The port in postmaster.pid, if the server named there runs and is ready. */
const portOf = async (data: string): Promise<number | null> => {
  const lines = await linesOf(pidFileOf(data));
  const [pid, port] = [Number(lines?.[0]), Number(lines?.[3])];
  return port > 0 && lines?.[7]?.trim() === 'ready' && (await isOurs(pid, data)) ? port : null;
};

/** A server's processes end some moments after their postmaster was killed. */
const childrenEndMs = 10_000;

/**
 * PostgreSQL refuses to start while the process in postmaster.pid is there, even where that is a killed postmaster whom nobody reaps
 * (a container without an init), or another process that got its number. Once nothing runs on the cluster the file is removed.
 */
const forgetTheDead = async (data: string): Promise<void> => {
  const pid = Number((await linesOf(pidFileOf(data)))?.[0]);
  if (process.platform !== 'linux' || !(pid > 0) || (await isOurs(pid, data))) return;
  const deadline = Date.now() + childrenEndMs;
  while (await isAnybodyIn(data)) {
    if (Date.now() > deadline) return;
    await pause(50);
  }
  await rm(pidFileOf(data), { force: true });
};

/** Each process of a server has its data directory as its own. */
const isAnybodyIn = async (data: string): Promise<boolean> => {
  const folder = await realpath(data);
  const pids = (await readdir('/proc')).filter((name) => /^\d+$/.test(name));
  const folders = await Promise.all(pids.map((pid) => readlink(`/proc/${pid}/cwd`).catch(() => null)));
  return folders.includes(folder);
};
