import { chmod, chown, copyFile, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { type Cluster, freePort, openCluster, serverCommand } from '@casm/embedded-postgres';
import pg from 'pg';
import type { Certificates } from './certificates.js';
import { startEngineProcess, type EngineProcess } from './engine-process.js';
import { waitUntil } from './wait-until.js';

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
  /** Ends it and removes its data. */
  readonly stop: () => Promise<void>;
}

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
): Promise<Readonly<Record<string, string>>> => {
  const key = path.join(folder, 'server.key');
  await copyFile(server.key, key);
  if (user !== undefined) await chown(key, user.uid, user.gid);
  await chmod(key, 0o600);
  return { ssl: 'on', ssl_cert_file: server.certificate, ssl_key_file: key, ssl_ca_file: ca };
};

/** Takes some 2 s. `more` are further settings of the server. */
export const startPostgres = async (
  more: Readonly<Record<string, string>> = {},
  options: PostgresOptions = {},
): Promise<RunningPostgres> => {
  const folder = await mkdtemp(path.join(tmpdir(), 'casm-postgres-'));
  await chmod(folder, 0o755);
  const { binaries } = options;
  const where = binaries === undefined ? {} : { binaries };
  const cluster = await openCluster({ folder, superuser: 'postgres', password: null, durable: false, ...where });
  const port = await freePort();
  const url = `postgres://postgres@127.0.0.1:${port}/postgres`;
  const tls =
    options.certificates === undefined ? {} : await tlsSettings(options.certificates, { folder, user: cluster.user });
  const command = { ...serverCommand(cluster, port, { max_connections: '300', ...tls, ...more }), folder };
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
    stop: async () => {
      await server.end('SIGINT');
      await rm(folder, { recursive: true, force: true });
    },
  };
};
