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

/** The command that runs the server in the foreground, for a supervisor. The server listens on 127.0.0.1 only. */
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
 * Returns the port of the cluster's server. Adopts a running server; otherwise starts one in its own session, so that
 * Ctrl-C does not reach it.
 */
export const startServer = async (cluster: Cluster, settings: ServerSettings): Promise<number> =>
  (await portOf(cluster.data)) ?? (await start(cluster, settings).catch(() => restart(cluster, settings)));

/** Stops the server of the cluster in fast mode: open transactions are rolled back. Rejects if it still runs after 30 s. */
export const stopServer = (cluster: Cluster): Promise<void> =>
  pgCtl(cluster, 'stop', '--mode=fast', '--wait', '--timeout=30');

/** The port of the server of the cluster in this folder; null if none runs. */
export const runningPort = (folder: string): Promise<number | null> => portOf(dataIn(folder));

const quoted = (word: string): string => `'${word.replaceAll("'", "'\\''")}'`;

const start = async (cluster: Cluster, settings: ServerSettings): Promise<number> => {
  const port = await freePort();
  await removeStalePidFile(cluster.data);
  const options = listening(port, settings).map(quoted).join(' ');
  await pgCtl(cluster, 'start', '--wait', '--timeout=60', '-l', path.join(cluster.home, 'log'), '-o', options);
  return port;
};

/** Restarts a server that exists but is not ready: it was left behind while starting, stopping or recovering. */
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

/** Whether this process runs the cluster; the pid may have been reused. */
const isOurs = async (pid: number, data: string): Promise<boolean> => {
  if ((await processStart(pid)) === null) return false;
  const command = process.platform === 'linux' ? await linesOf(`/proc/${pid}/cmdline`) : null;
  return command === null || command.join('\n').includes(data);
};

/** The port in postmaster.pid, if that server runs and is ready; else null. */
const portOf = async (data: string): Promise<number | null> => {
  const lines = await linesOf(pidFileOf(data));
  const [pid, port] = [Number(lines?.[0]), Number(lines?.[3])];
  return port > 0 && lines?.[7]?.trim() === 'ready' && (await isOurs(pid, data)) ? port : null;
};

/** The children of a killed postmaster end within this time. */
const childrenEndMs = 10_000;

/**
 * PostgreSQL refuses to start while the process in postmaster.pid exists, even if it is a zombie postmaster (a
 * container without an init) or an unrelated process with a reused pid. Removes the file once no process uses the
 * cluster.
 */
const removeStalePidFile = async (data: string): Promise<void> => {
  const pid = Number((await linesOf(pidFileOf(data)))?.[0]);
  if (process.platform !== 'linux' || !(pid > 0) || (await isOurs(pid, data))) return;
  const deadline = Date.now() + childrenEndMs;
  while (await isInUse(data)) {
    if (Date.now() > deadline) return;
    await pause(50);
  }
  await rm(pidFileOf(data), { force: true });
};

/** Whether a server process uses the data directory: each has it as its working directory. */
const isInUse = async (data: string): Promise<boolean> => {
  const folder = await realpath(data);
  const pids = (await readdir('/proc')).filter((name) => /^\d+$/.test(name));
  const folders = await Promise.all(pids.map((pid) => readlink(`/proc/${pid}/cwd`).catch(() => null)));
  return folders.includes(folder);
};
