import { execFile } from 'node:child_process';
import { existsSync } from 'node:fs';
import { chmod, mkdir, readdir, rename, rm } from 'node:fs/promises';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import * as E from 'fp-ts/lib/Either.js';

export const run = promisify(execFile);

const cache = fileURLToPath(new URL('../../../.cache', import.meta.url));

/**
 * The path of a file or a folder that is fetched once per checkout; left: why it cannot be had. `fetchInto` puts it somewhere into the given
 * folder and says where. Several test processes may fetch at once: each for itself, and the first to be done wins.
 */
export const fetched = async (
  name: string,
  fetchInto: (folder: string) => Promise<string>,
): Promise<E.Either<string, string>> => {
  const place = path.join(cache, name);
  if (existsSync(place)) return E.right(place);
  const own = path.join(cache, `${name}-${process.pid}`);
  try {
    await mkdir(own, { recursive: true });
    const found = await fetchInto(own);
    await chmod(found, 0o755);
    await rename(found, place).catch((error: unknown) => {
      if (!existsSync(place)) throw error;
    });
    return E.right(place);
  } catch (error) {
    return E.left(`${name} cannot be had: ${String(error).split('\n')[0]}`);
  } finally {
    await rm(own, { recursive: true, force: true });
  }
};

/** Debian's lists of packages may be missing on a new machine. */
const download = async (cwd: string, names: ReadonlyArray<string>): Promise<void> => {
  try {
    await run('apt-get', ['download', ...names], { cwd });
  } catch {
    await run('apt-get', ['update']);
    await run('apt-get', ['download', ...names], { cwd });
  }
};

const archivesIn = async (folder: string): Promise<ReadonlyArray<string>> =>
  (await readdir(folder)).filter((file) => file.endsWith('.deb')).map((file) => path.join(folder, file));

const extractAll = async (folder: string): Promise<string> => {
  const files = path.join(folder, 'files');
  for (const archive of await archivesIn(folder)) await run('dpkg-deb', ['--extract', archive, files]);
  return files;
};

/** Extracts packages of Debian below the folder, without installing them. Resolves to where their files are. */
export const debianPackages = async (folder: string, ...names: ReadonlyArray<string>): Promise<string> => {
  await download(folder, names);
  return extractAll(folder);
};

/** One package with the shared libraries that it depends on, except that of C. */
export const debianPackageWithLibraries = async (folder: string, name: string): Promise<string> => {
  await download(folder, [name]);
  const [archive = ''] = await archivesIn(folder);
  const { stdout } = await run('dpkg-deb', ['--field', archive, 'Depends']);
  const libraries = [...stdout.matchAll(/(?:^|, )(lib[\w.+-]+)/g)].map(([, library = '']) => library);
  await download(
    folder,
    libraries.filter((library) => library !== 'libc6'),
  );
  return extractAll(folder);
};
