import { execFile } from 'node:child_process';
import { existsSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';

const run = promisify(execFile);

const root = fileURLToPath(new URL('../../..', import.meta.url));
const mainIn = (folder: string): string => path.join(folder, 'packages/app/dist/main.js');

export interface PreviousRelease {
  /** What a report calls it. */
  readonly name: string;
  /** Node's arguments for its casm command. */
  readonly program: ReadonlyArray<string>;
}

const git = async (...args: ReadonlyArray<string>): Promise<string> =>
  (await run('git', ['-C', root, ...args])).stdout.trim();

const nameOf = (commit: string): Promise<string> => git('show', '--no-patch', '--format=%h of %cs', commit);

/** What a report calls the release of this clone: its commit, whatever is changed in its files. */
export const thisRelease = (): Promise<string> => nameOf('HEAD');

/**
 * The release of a commit or tag of this repository, built in a clone under .cache, or of a folder that holds a built clone. Rejects
 * if there is neither.
 */
export const previousRelease = async (given: string, say: (line: string) => void): Promise<PreviousRelease> => {
  const folder = path.resolve(process.env['INIT_CWD'] ?? '.', given);
  if (existsSync(mainIn(folder))) return { name: path.basename(folder), program: [mainIn(folder)] };
  const commit = await git('rev-parse', '--verify', '--quiet', `${given}^{commit}`).catch(() => null);
  if (commit === null) throw new Error(`--beside: ${given} is neither a commit nor a folder with a built clone`);
  const clone = path.join(root, '.cache', `release-${commit.slice(0, 12)}`);
  if (!existsSync(mainIn(clone))) {
    say(`building ${given} in ${path.relative(root, clone)} …`);
    if (!existsSync(clone)) await run('git', ['clone', '--quiet', '--local', '--no-checkout', root, clone]);
    await run('git', ['-C', clone, 'checkout', '--quiet', '--detach', commit]);
    await run(process.execPath, ['scripts/set-up.mjs'], { cwd: clone, maxBuffer: 64 * 1024 * 1024 });
  }
  return { name: await nameOf(commit), program: [mainIn(clone)] };
};
