import { randomBytes } from 'node:crypto';
import { mkdir, readFile, rename, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { UserError } from '../user-error.js';
import { FolderLocked, lockFolder } from './folder-lock.js';

/** A folder that one process uses at a time. */
export interface DataDir {
  readonly path: string;
  /** The API token, in the file `token`. */
  readonly token: string;
  readonly release: () => Promise<void>;
}

/** Opens the folder, making it if need be. Throws a UserError if it cannot be used or somebody else uses it. */
export const openDataDir = async (given: string): Promise<DataDir> => {
  const folder = path.resolve(given);
  try {
    await mkdir(folder, { recursive: true, mode: 0o755 });
    const release = await lockFolder(folder);
    return { path: folder, token: await keptSecret(path.join(folder, 'token')), release };
  } catch (error) {
    if (error instanceof FolderLocked)
      throw new UserError(
        `another casm dev (process ${error.pid}) uses ${folder}: stop it, or choose another folder with --data-dir`,
      );
    throw new UserError(
      `the data directory ${folder} cannot be used: ${error instanceof Error ? error.message : String(error)}`,
    );
  }
};

/** The secret in the file, which is made with it when it is not there. Only the owner may read it. */
export const keptSecret = async (file: string): Promise<string> => {
  const kept = await readIfThere(file);
  if (kept !== null && kept.trim() !== '') return kept.trim();
  const secret = randomBytes(24).toString('base64url');
  await writeFile(`${file}.new`, `${secret}\n`, { mode: 0o600 });
  await rename(`${file}.new`, file);
  return secret;
};

export const readIfThere = async (file: string): Promise<string | null> => {
  try {
    return await readFile(file, 'utf8');
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return null;
    throw error;
  }
};
