import { existsSync } from 'node:fs';
import path from 'node:path';
import { inRoot, manifestOf, root, say } from './project.mjs';
import { run } from './run.mjs';

const pinned = manifestOf(root)
  .packageManager.replace(/^pnpm@/, '')
  .replace(/\+.*$/, '');

/**
 * The environment with the headers of this Node, where they were installed beside it: node-gyp then need not fetch them. A `nodedir` of npm's
 * settings can be that of another Node.
 */
export const withHeaders = (inherited, execPath = process.execPath) => {
  const prefix = path.resolve(execPath, '../..');
  const isBeside = existsSync(path.join(prefix, 'include/node/node_version.h'));
  return isBeside ? { ...inherited, npm_config_nodedir: prefix } : inherited;
};

const environment = (pnpmFolder) => {
  // MAKEFLAGS=-j2 breaks node-rdkafka's build.
  const { MAKEFLAGS: _, ...inherited } = process.env;
  return {
    ...withHeaders(inherited),
    npm_config_manage_package_manager_versions: 'false',
    npm_config_confirm_modules_purge: 'false',
    TURBO_TELEMETRY_DISABLED: '1',
    TURBO_NO_UPDATE_NOTIFIER: '1',
    DO_NOT_TRACK: '1',
    // turbo starts `pnpm run` by that name.
    PATH: pnpmFolder === null ? inherited.PATH : `${pnpmFolder}${path.delimiter}${inherited.PATH}`,
  };
};

/**
 * The environment in which `pnpm` is the pinned version: the one on the PATH when it is exactly that, else one of the project's own
 * under .cache, fetched with npm if need be. Nothing is installed globally. Throws with npm's output when that fails.
 */
export const pinnedPnpm = async () => {
  const onPath = environment(null);
  if ((await run('pnpm', ['--version'], { env: onPath })).output.trim() === pinned) return onPath;

  const folder = inRoot('.cache', `pnpm-${pinned}`);
  const bin = path.join(folder, 'node_modules/.bin');
  const own = environment(bin);
  if ((await run('pnpm', ['--version'], { env: own })).output.trim() === pinned) return own;

  say(`Getting pnpm ${pinned} …`);
  const quietly = ['--no-audit', '--no-fund', '--no-update-notifier', '--no-package-lock', '--loglevel=error'];
  const { code, output } = await run('npm', ['install', '--prefix', folder, ...quietly, `pnpm@${pinned}`]);
  if (code !== 0) throw new Error(`pnpm ${pinned} could not be fetched.\n${output}`);
  return own;
};
