import { execFile } from 'node:child_process';
import { access, chown, mkdir, rename, rm, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { promisify } from 'node:util';
import { isPassable, postgresBinaries, type PostgresUser, unprivilegedUser } from './binaries.js';

const run = promisify(execFile);

/** The files of one PostgreSQL cluster, its programs and its user. */
export interface Cluster {
  /** The data directory. */
  readonly data: string;
  /** The folder of the data directory and the server's log; working directory of the programs. */
  readonly home: string;
  /** The folder of initdb, pg_ctl and postgres. */
  readonly binaries: string;
  /** Undefined: the user of this process. */
  readonly user: PostgresUser | undefined;
}

/** PostgreSQL does not run as root, and the user that runs it cannot pass through the folder. */
export class FolderNotPassable extends Error {
  override readonly name = 'FolderNotPassable';
}

export interface ClusterOptions {
  /** Contains `postgres` and, if the installed binaries cannot be used, a copy of them. */
  readonly folder: string;
  readonly superuser: string;
  /** Null: connections need no password. */
  readonly password: string | null;
  /** False saves a second; for data that need not survive a crash of the machine. */
  readonly durable: boolean;
  /** The folder of initdb, pg_ctl and postgres; by default that of the package. */
  readonly binaries?: string;
}

/** Opens the cluster in the folder; creates it on first use. Throws FolderNotPassable. */
export const openCluster = async (options: ClusterOptions): Promise<Cluster> => {
  const { folder } = options;
  const user = await unprivilegedUser();
  if (user !== undefined && !(await isPassable(folder)))
    throw new FolderNotPassable(
      `PostgreSQL does not run as root, and the user who runs it may not pass through ${folder}`,
    );
  const home = homeIn(folder);
  await mkdir(home, { recursive: true, mode: 0o700 });
  if (user !== undefined) await chown(home, user.uid, user.gid);
  const cluster = {
    data: dataIn(folder),
    home,
    binaries: options.binaries ?? (await postgresBinaries(user, folder)),
    user,
  };
  if (!(await isInitialised(cluster))) await initialise(cluster, options);
  return cluster;
};

const homeIn = (folder: string): string => path.join(folder, 'postgres');

/** The data directory of the cluster that `openCluster` creates in a folder. */
export const dataIn = (folder: string): string => path.join(homeIn(folder), 'data');

const isInitialised = ({ data }: Cluster): Promise<boolean> =>
  access(path.join(data, 'PG_VERSION')).then(
    () => true,
    () => false,
  );

/** Initializes under another name, then renames: a folder named data is always complete, even if the process dies. */
const initialise = async (
  { data, home, binaries, user }: Cluster,
  { superuser, password, durable }: ClusterOptions,
): Promise<void> => {
  const fresh = path.join(home, 'data.new');
  const passwordFile = path.join(home, 'password.new');
  await rm(fresh, { recursive: true, force: true });
  await writeFile(passwordFile, `${password ?? ''}\n`, { mode: 0o600 });
  if (user !== undefined) await chown(passwordFile, user.uid, user.gid);
  const authentication = password === null ? ['-A', 'trust'] : ['-A', 'scram-sha-256', `--pwfile=${passwordFile}`];
  const settings = ['-U', superuser, ...authentication, '-E', 'UTF8', '--locale=C', ...(durable ? [] : ['--no-sync'])];
  await run(path.join(binaries, 'initdb'), ['-D', fresh, ...settings], { cwd: home, ...user });
  await rm(passwordFile);
  await rename(fresh, data);
};
