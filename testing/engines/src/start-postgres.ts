import { execFile } from 'node:child_process';
import { chmod, chown, copyFile, mkdir, mkdtemp, readdir, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { promisify } from 'node:util';
import { type Cluster, freePort, openCluster, serverCommand } from '@casm/embedded-postgres';
import pg from 'pg';
import type { Certificates } from './certificates.js';
import { startEngineProcess, type EngineProcess } from './engine-process.js';
import { waitUntil } from './wait-until.js';

const run = promisify(execFile);

/** PostgreSQL on loopback with an empty database `postgres`, durable as it is out of the box (fsync is on). */
export interface RunningPostgres {
  /** Of the superuser postgres, who needs no password. */
  readonly url: string;
  /** SIGKILL, as a crash; its data stays for `restart`. */
  readonly kill: () => Promise<void>;
  /** On the same port with the same data; ends it first if it runs. Resolves when it answers. */
  readonly restart: () => Promise<void>;
  /** It answers nobody and keeps its connections, until `thaw`. */
  readonly freeze: () => Promise<void>;
  readonly thaw: () => Promise<void>;
  /**
   * A standby that streams from it, made of a copy of its files while it runs. `more` are further settings of the standby. It follows
   * another primary after `alter system set primary_conninfo`.
   */
  readonly standby: (more?: Settings) => Promise<RunningPostgres>;
  /** Ends it and removes its data. */
  readonly stop: () => Promise<void>;
}

type Settings = Readonly<Record<string, string>>;

const answers = async (connectionString: string): Promise<boolean> => {
  const client = new pg.Client({ connectionString });
  client.on('error', () => undefined); // A connection that breaks while the server comes up is no answer, which is said below.
  try {
    await client.connect();
    await client.query('select 1');
    return true;
  } catch {
    return false;
  } finally {
    await client.end().catch(() => undefined);
  }
};

interface PostgresOptions {
  /** Where initdb and postgres lie; by default those of the embedded PostgreSQL. */
  readonly binaries?: string;
  /** It takes connections over TLS too, as this server, and asks clients for certificates. */
  readonly certificates?: Pick<Certificates, 'ca' | 'server'>;
}

/** The settings of a server with these certificates; its key may be nobody else's, so it is copied. */
const tlsSettings = async (
  { ca, server }: Pick<Certificates, 'ca' | 'server'>,
  { folder, user }: { readonly folder: string; readonly user: Cluster['user'] },
): Promise<Settings> => {
  const key = path.join(folder, 'server.key');
  await copyFile(server.key, key);
  if (user !== undefined) await chown(key, user.uid, user.gid);
  await chmod(key, 0o600);
  return { ssl: 'on', ssl_cert_file: server.certificate, ssl_key_file: key, ssl_ca_file: ca };
};

const mostConnections = { max_connections: '300' };

/** Takes some 2 s. `more` are further settings of the server. */
export const startPostgres = async (more: Settings = {}, options: PostgresOptions = {}): Promise<RunningPostgres> => {
  const folder = await freshFolder();
  const { binaries } = options;
  const where = binaries === undefined ? {} : { binaries };
  const cluster = await openCluster({ folder, superuser: 'postgres', password: null, durable: false, ...where });
  const tls =
    options.certificates === undefined ? {} : await tlsSettings(options.certificates, { folder, user: cluster.user });
  return runServer(cluster, folder, { ...tls, ...more });
};

/** A folder that the user who runs PostgreSQL may pass through. */
const freshFolder = async (): Promise<string> => {
  const folder = await mkdtemp(path.join(tmpdir(), 'casm-postgres-'));
  await chmod(folder, 0o755);
  return folder;
};

/** What a server writes anew. It gets the log from the primary. */
const notCopied = ['postmaster.pid', 'postmaster.opts', 'backup_label.old'];

/** Copies the files of the running server at `url` as the user who runs it; the copy follows it from where the backup began. */
const copyOf = async (cluster: Cluster, url: string, folder: string): Promise<Cluster> => {
  const { data, user } = cluster;
  const home = path.join(folder, 'postgres');
  const copy = { ...cluster, home, data: path.join(home, 'data') };
  await mkdir(home, { mode: 0o700 });
  if (user !== undefined) await chown(home, user.uid, user.gid);
  const write = async (name: string, text: string): Promise<void> => {
    const file = path.join(copy.data, name);
    await writeFile(file, text, { mode: 0o600 });
    if (user !== undefined) await chown(file, user.uid, user.gid);
  };
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    await client.query(`select pg_backup_start('standby', true)`);
    await run('cp', ['-R', data, copy.data], { cwd: home, ...user });
    const { rows } = await client.query<{ labelfile: string }>('select labelfile from pg_backup_stop(false)');
    await write('backup_label', rows[0]?.labelfile ?? '');
  } finally {
    await client.end();
  }
  const log = path.join(copy.data, 'pg_wal');
  const segments = (await readdir(log)).filter((name) => /^[0-9A-F]{24}/.test(name));
  for (const name of [...notCopied, ...segments.map((segment) => path.join('pg_wal', segment))])
    await rm(path.join(copy.data, name), { force: true });
  await write('standby.signal', '');
  const { hostname, port, username } = new URL(url);
  await write('postgresql.auto.conf', `primary_conninfo = 'host=${hostname} port=${port} user=${username}'\n`);
  return copy;
};

const runServer = async (cluster: Cluster, folder: string, settings: Settings): Promise<RunningPostgres> => {
  const port = await freePort();
  const url = `postgres://postgres@127.0.0.1:${port}/postgres`;
  const command = { ...serverCommand(cluster, port, { ...mostConnections, ...settings }), folder };
  const start = async (): Promise<EngineProcess> => {
    let server = startEngineProcess(command);
    await waitUntil(
      () => {
        // After a SIGKILL the old backends hold the shared memory for a moment, and the new server gives up.
        if (!server.isRunning()) server = startEngineProcess(command);
        return answers(url);
      },
      { deadlineMs: 30_000, describe: () => `PostgreSQL answers:\n${server.log()}` },
    );
    return server;
  };
  let server = await start();
  return {
    url,
    kill: () => server.end('SIGKILL'),
    restart: async () => {
      await server.end('SIGINT');
      server = await start();
    },
    freeze: () => server.freeze(),
    thaw: () => server.thaw(),
    standby: async (more = {}) => {
      const itsFolder = await freshFolder();
      const copy = await copyOf(cluster, url, itsFolder);
      return runServer(copy, itsFolder, more);
    },
    stop: async () => {
      await server.end('SIGINT');
      await rm(folder, { recursive: true, force: true });
    },
  };
};
