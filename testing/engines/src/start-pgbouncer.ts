import { existsSync } from 'node:fs';
import { chmod, mkdtemp, readdir, rm, writeFile } from 'node:fs/promises';
import { connect } from 'node:net';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { freePort } from '@casm/embedded-postgres';
import * as E from 'fp-ts/lib/Either.js';
import { startEngineProcess } from './engine-process.js';
import { debianPackageWithLibraries, fetched, run } from './fetched.js';
import { waitUntil } from './wait-until.js';

export type PoolMode = 'session' | 'transaction' | 'statement';

export interface PgBouncer {
  /** Such as 1.18.0. */
  readonly version: string;
  /** The same database behind the pooler. */
  readonly behind: (url: string) => string;
  readonly stop: () => Promise<void>;
}

/** The command that starts it, as words. */
type Command = readonly [string, ...ReadonlyArray<string>];

/** Debian's package, which is not installed, with its libraries beside it. */
const fetchedCommand = async (): Promise<E.Either<string, Command>> => {
  const files = await fetched('pgbouncer', (folder) => debianPackageWithLibraries(folder, 'pgbouncer'));
  if (E.isLeft(files)) return files;
  const libraries = path.join(files.right, 'usr/lib');
  const folders = (await readdir(libraries)).map((name) => path.join(libraries, name));
  return E.right(['env', `LD_LIBRARY_PATH=${folders.join(':')}`, path.join(files.right, 'usr/sbin/pgbouncer')]);
};

/** PgBouncer of `CASM_TEST_PGBOUNCER`, else the installed one, else Debian's; left: why there is none. */
const pgbouncerCommand = async (): Promise<E.Either<string, Command>> => {
  const chosen = process.env['CASM_TEST_PGBOUNCER'];
  if (chosen !== undefined) return E.right([chosen]);
  const installed = ['/usr/sbin/pgbouncer', '/usr/bin/pgbouncer'].find((file) => existsSync(file));
  return installed === undefined ? fetchedCommand() : E.right([installed]);
};

const versionOf = async ([program, ...args]: Command): Promise<E.Either<string, string>> => {
  try {
    const { stdout } = await run(program, [...args, '--version']);
    return E.right(/PgBouncer (\S+)/.exec(stdout)?.[1] ?? 'of an unknown version');
  } catch (error) {
    return E.left(`PgBouncer does not run here: ${String(error).split('\n')[0]}`);
  }
};

const findPgBouncer = async (): Promise<E.Either<string, { readonly command: Command; readonly version: string }>> => {
  const command = await pgbouncerCommand();
  if (E.isLeft(command)) return command;
  const version = await versionOf(command.right);
  return E.isLeft(version) ? version : E.right({ command: command.right, version: version.right });
};

/** Why there is no PgBouncer; null if there is one. */
export const pgbouncerMissing = async (): Promise<string | null> => {
  const there = await findPgBouncer();
  return E.isLeft(there) ? there.left : null;
};

const configuration = (port: number, server: URL, folder: string, settings: Readonly<Record<string, string>>): string =>
  `
[databases]
* = host=${server.hostname} port=${server.port}
[pgbouncer]
listen_addr = 127.0.0.1
listen_port = ${port}
unix_socket_dir =
auth_type = trust
auth_file = ${folder}/users
default_pool_size = 100
max_client_conn = 400
${Object.entries(settings)
  .map(([name, value]) => `${name} = ${value}`)
  .join('\n')}
`;

const acceptsConnections = (port: number): Promise<boolean> =>
  new Promise((resolve) => {
    const socket = connect(port, '127.0.0.1');
    socket.once('connect', () => resolve(true)).once('error', () => resolve(false));
    socket.once('connect', () => socket.destroy());
  });

/** PgBouncer as it is out of the box, but for the mode, the sizes and `settings`, before the server of the URL. */
export const startPgBouncer = async (
  mode: PoolMode,
  url: string,
  settings: Readonly<Record<string, string>> = {},
): Promise<PgBouncer> => {
  const there = await findPgBouncer();
  if (E.isLeft(there)) throw new Error(there.left);
  const { command: words, version } = there.right;
  const folder = await mkdtemp(path.join(tmpdir(), 'casm-pgbouncer-'));
  await chmod(folder, 0o755);
  const port = await freePort();
  const ini = path.join(folder, 'pgbouncer.ini');
  await writeFile(path.join(folder, 'users'), '"postgres" ""\n');
  await writeFile(ini, configuration(port, new URL(url), folder, { pool_mode: mode, ...settings }));
  // It refuses to run as root.
  const asUser = process.getuid?.() === 0 ? ['--user', 'nobody'] : [];
  const [command, ...args] = words;
  const pooler = startEngineProcess({ command, args: [...args, '--quiet', ...asUser, ini], folder });
  await waitUntil(() => acceptsConnections(port), {
    deadlineMs: 10_000,
    describe: () => `PgBouncer accepts connections: ${pooler.log()}`,
  });
  return {
    version,
    behind: (address) => {
      const behind = new URL(address);
      behind.port = `${port}`;
      return behind.href;
    },
    stop: async () => {
      await pooler.end('SIGKILL');
      await rm(folder, { recursive: true, force: true });
    },
  };
};
