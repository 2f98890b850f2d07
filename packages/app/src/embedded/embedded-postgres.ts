import { execFile } from 'node:child_process';
import { chown, mkdir, rename, rm, writeFile } from 'node:fs/promises';
import { createServer } from 'node:net';
import path from 'node:path';
import { promisify } from 'node:util';
import { isPassable, postgresBinaries, type PostgresUser, unprivilegedUser } from '@casm/postgres-binaries';
import { UserError } from '../user-error.js';
import { keptSecret, readIfThere } from './data-dir.js';

const run = promisify(execFile);

export interface EmbeddedPostgres {
  readonly url: string;
  readonly stop: () => Promise<void>;
}

interface Place {
  /** The cluster itself. */
  readonly data: string;
  /** What it lies in: log, password. */
  readonly folder: string;
  readonly binaries: string;
  readonly user: PostgresUser | undefined;
}

/**
 * PostgreSQL under `dataDir`, kept between runs, on loopback, in a session of its own so that Ctrl-C reaches the service
 * first. One that a killed process has left behind is adopted. PostgreSQL refuses to run as root: then it runs as
 * `postgres` or `nobody`. Throws a UserError where that user cannot get to the folder.
 */
export const startEmbeddedPostgres = async (dataDir: string): Promise<EmbeddedPostgres> => {
  const place = await prepare(dataDir);
  const password = await keptSecret(path.join(dataDir, 'postgres-password'));
  if ((await readIfThere(path.join(place.data, 'PG_VERSION'))) === null) await initialise(place, password);
  const port = (await runningPort(place.data)) ?? (await start(place).catch(() => restart(place)));
  return {
    url: urlOf(password, port),
    stop: async () => {
      await pgCtl(place, 'stop', '--mode=fast', '--wait', '--timeout=30');
    },
  };
};

/** Where the PostgreSQL of this folder listens, if it runs. */
export const runningPostgresUrl = async (dataDir: string): Promise<string | null> => {
  const port = await runningPort(path.join(dataDir, 'postgres', 'data'));
  const password = await readIfThere(path.join(dataDir, 'postgres-password'));
  return port === null || password === null ? null : urlOf(password.trim(), port);
};

const urlOf = (password: string, port: number): string => `postgres://casm:${password}@127.0.0.1:${port}/postgres`;

const prepare = async (dataDir: string): Promise<Place> => {
  const user = await unprivilegedUser();
  if (user !== undefined && !(await isPassable(dataDir))) {
    throw new UserError(
      `PostgreSQL does not run as root, and the user who runs it may not pass through ${dataDir}: choose a folder that everybody may pass with --data-dir`,
    );
  }
  const folder = path.join(dataDir, 'postgres');
  await mkdir(folder, { recursive: true, mode: 0o700 });
  if (user !== undefined) await chown(folder, user.uid, user.gid);
  return { data: path.join(folder, 'data'), folder, binaries: await postgresBinaries(user, dataDir), user };
};

/** Made aside and then renamed: what is called data is whole, whenever the process dies. */
const initialise = async ({ data, folder, binaries, user }: Place, password: string): Promise<void> => {
  const fresh = path.join(folder, 'data.new');
  await rm(fresh, { recursive: true, force: true });
  const passwordFile = path.join(folder, 'password.new');
  await writeFile(passwordFile, `${password}\n`, { mode: 0o600 });
  if (user !== undefined) await chown(passwordFile, user.uid, user.gid);
  const settings = ['-U', 'casm', '-A', 'scram-sha-256', `--pwfile=${passwordFile}`, '-E', 'UTF8', '--locale=C'];
  await run(path.join(binaries, 'initdb'), ['-D', fresh, ...settings], { cwd: folder, ...user });
  await rm(passwordFile);
  await rename(fresh, data);
};

const start = async (place: Place): Promise<number> => {
  const port = await freePort();
  const settings = `-h 127.0.0.1 -p ${port} -c unix_socket_directories='' -c max_connections=100`;
  await pgCtl(place, 'start', '--wait', '--timeout=60', '-l', path.join(place.folder, 'log'), '-o', settings);
  return port;
};

/** For one that is there but not ready: left behind while it started, stopped or recovered. */
const restart = async (place: Place): Promise<number> => {
  await pgCtl(place, 'stop', '--mode=fast', '--wait', '--timeout=60').catch(() => undefined);
  return start(place);
};

const pgCtl = async (
  { binaries, data, folder, user }: Place,
  command: string,
  ...more: ReadonlyArray<string>
): Promise<void> => {
  await run(path.join(binaries, 'pg_ctl'), [command, '-D', data, '-s', ...more], { cwd: folder, ...user });
};

/** The port in postmaster.pid, if the process named there is alive. */
const runningPort = async (data: string): Promise<number | null> => {
  const lines = (await readIfThere(path.join(data, 'postmaster.pid')))?.split('\n');
  const [pid, port] = [Number(lines?.[0]), Number(lines?.[3])];
  if (lines === undefined || !Number.isSafeInteger(pid) || !(port > 0) || lines[7]?.trim() !== 'ready') return null;
  // Another process may have got the number since: only one that was started on this very folder is ours.
  const command = await readIfThere(`/proc/${pid}/cmdline`);
  if (command !== null) return command.includes(data) ? port : null;
  try {
    process.kill(pid, 0);
    return process.platform === 'linux' ? null : port;
  } catch {
    return null;
  }
};

const freePort = (): Promise<number> =>
  new Promise((resolve, reject) => {
    const server = createServer();
    server.once('error', reject);
    server.listen(0, '127.0.0.1', () => {
      const address = server.address();
      server.close(() =>
        typeof address === 'object' && address !== null ? resolve(address.port) : reject(new Error('no port is free')),
      );
    });
  });
