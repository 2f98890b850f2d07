import { existsSync } from 'node:fs';
import { chmod, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { connect } from 'node:net';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { freePort, startEngineProcess, waitUntil } from '@casm/test-engines';

const program = ['/usr/sbin/pgbouncer', '/usr/bin/pgbouncer'].find((file) => existsSync(file));

export const pgbouncerMissing = program === undefined ? 'PgBouncer is not installed: apt-get install pgbouncer' : null;

export type PoolMode = 'session' | 'transaction' | 'statement';

export interface PgBouncer {
  /** The same database behind the pooler. */
  readonly behind: (url: string) => string;
  readonly stop: () => Promise<void>;
}

const configuration = (mode: PoolMode, port: number, server: URL, folder: string): string => `
[databases]
* = host=${server.hostname} port=${server.port}
[pgbouncer]
listen_addr = 127.0.0.1
listen_port = ${port}
unix_socket_dir =
auth_type = trust
auth_file = ${folder}/users
pool_mode = ${mode}
default_pool_size = 100
max_client_conn = 400
`;

const accepts = (port: number): Promise<boolean> =>
  new Promise((resolve) => {
    const socket = connect(port, '127.0.0.1');
    socket.once('connect', () => resolve(true)).once('error', () => resolve(false));
    socket.once('connect', () => socket.destroy());
  });

/** PgBouncer as it is out of the box, but for the mode and the sizes, before the server of the URL. */
export const startPgBouncer = async (mode: PoolMode, url: string): Promise<PgBouncer> => {
  if (program === undefined) throw new Error('PgBouncer is not installed');
  const folder = await mkdtemp(path.join(tmpdir(), 'casm-pgbouncer-'));
  await chmod(folder, 0o755);
  const port = await freePort();
  await writeFile(path.join(folder, 'users'), '"postgres" ""\n');
  await writeFile(path.join(folder, 'pgbouncer.ini'), configuration(mode, port, new URL(url), folder));
  // It refuses to run as root.
  const asUser = process.getuid?.() === 0 ? ['--user', 'nobody'] : [];
  const args = ['--quiet', ...asUser, path.join(folder, 'pgbouncer.ini')];
  const pooler = startEngineProcess({ command: program, args, folder, user: undefined });
  await waitUntil(() => accepts(port), {
    deadlineMs: 10_000,
    describe: () => `PgBouncer accepts connections: ${pooler.log()}`,
  });
  return {
    behind: (there) => {
      const behind = new URL(there);
      behind.port = `${port}`;
      return behind.href;
    },
    stop: async () => {
      await pooler.end('SIGKILL');
      await rm(folder, { recursive: true, force: true });
    },
  };
};
