import { execFile } from 'node:child_process';
import { chmod, chown, mkdtemp, readdir, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { promisify } from 'node:util';
import { type Cluster, openCluster, serverCommand } from '@casm/embedded-postgres';
import { freePort, startEngineProcess, waitUntil } from '@casm/test-engines';
import type { ExecutionContext } from 'ava';
import pg from 'pg';

const execute = promisify(execFile);

type Settings = Readonly<Record<string, string>>;

/** A PostgreSQL that archives its write-ahead log, until the test ends. */
interface ArchivingPostgres {
  /** The same after a restore. */
  readonly url: string;
  /** Takes a base backup of the running server, by PostgreSQL's low-level API. */
  readonly baseBackup: () => Promise<void>;
  /** Ends the server, which archives the rest of its log. */
  readonly stop: () => Promise<void>;
  /** Starts a server on the base backup and the archive, with the log up to that time. Resolves when it takes writes. */
  readonly restore: (recoveryTargetTime: string) => Promise<void>;
}

export const query = async <Row extends pg.QueryResultRow>(
  connectionString: string,
  statement: string,
): Promise<ReadonlyArray<Row>> => {
  const client = new pg.Client({ connectionString });
  client.on('error', () => undefined); // The query in progress rejects with it.
  try {
    await client.connect();
    return (await client.query<Row>(statement)).rows;
  } finally {
    await client.end();
  }
};

/** What a base backup leaves out: the log comes from the archive, and the server writes the others anew. */
const notCopied = ['pg_wal', 'postmaster.pid', 'postmaster.opts'];

/** Copies the files of the running server, and adds what the stop of the backup returns. */
const copyRunning = async ({ data, home, user }: Cluster, url: string, backup: string): Promise<void> => {
  const write = async (name: string, text: string): Promise<void> => {
    await writeFile(path.join(backup, name), text);
    if (user !== undefined) await chown(path.join(backup, name), user.uid, user.gid);
  };
  const entries = (await readdir(data)).filter((name) => !notCopied.includes(name));
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    await client.query(`select pg_backup_start('test', true)`);
    await execute('mkdir', ['-m', '700', backup, path.join(backup, 'pg_wal')], { cwd: home, ...user });
    await execute('cp', ['-R', ...entries.map((name) => path.join(data, name)), backup], { cwd: home, ...user });
    const { rows } = await client.query<{ labelfile: string; spcmapfile: string }>('select * from pg_backup_stop()');
    await write('backup_label', rows[0]?.labelfile ?? '');
    const tablespaces = rows[0]?.spcmapfile ?? '';
    if (tablespaces !== '') await write('tablespace_map', tablespaces);
    await write('recovery.signal', '');
  } finally {
    await client.end();
  }
};

const takesWrites = async (url: string): Promise<boolean> => {
  try {
    const [row] = await query<{ recovering: boolean }>(url, 'select pg_is_in_recovery() as recovering');
    return row?.recovering === false;
  } catch {
    return false; // It takes no connections yet.
  }
};

export const startArchivingPostgres = async (t: ExecutionContext): Promise<ArchivingPostgres> => {
  const folder = await mkdtemp(path.join(tmpdir(), 'casm-archiving-'));
  t.teardown(() => rm(folder, { recursive: true, force: true }));
  await chmod(folder, 0o755); // PostgreSQL's own user passes through.
  const cluster = await openCluster({ folder, superuser: 'postgres', password: null, durable: false });
  const inHome = (name: string): string => path.join(cluster.home, name);
  const [archive, backup] = [inHome('archive'), inHome('backup')];
  await execute('mkdir', [archive], { cwd: cluster.home, ...cluster.user });
  const port = await freePort();
  const url = `postgres://postgres@127.0.0.1:${port}/postgres`;

  const start = async (data: string, more: Settings) => {
    const archiving = { archive_mode: 'on', archive_command: `test ! -f ${archive}/%f && cp %p ${archive}/%f` };
    const command = serverCommand({ ...cluster, data }, port, { ...archiving, ...more });
    const server = startEngineProcess({ ...command, folder });
    t.teardown(() => server.end('SIGINT'));
    await waitUntil(
      () => {
        if (!server.isRunning()) throw new Error(`PostgreSQL ended:\n${server.log()}`);
        return takesWrites(url);
      },
      { deadlineMs: 60_000, describe: () => `PostgreSQL takes writes:\n${server.log()}` },
    );
    return server;
  };
  const original = await start(cluster.data, {});

  return {
    url,
    baseBackup: () => copyRunning(cluster, url, backup),
    stop: () => original.end('SIGINT'),
    restore: async (recoveryTargetTime) => {
      await start(backup, {
        restore_command: `cp ${archive}/%f %p`,
        recovery_target_time: recoveryTargetTime,
        recovery_target_action: 'promote',
      });
    },
  };
};
