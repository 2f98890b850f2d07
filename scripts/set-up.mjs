import { existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import { buildFingerprint, installFingerprint } from './lib/fingerprint.mjs';
import { pinnedPnpm } from './lib/pnpm.mjs';
import { missingCompilerTools, nodeTooOld } from './lib/prerequisites.mjs';
import { inRoot, manifestOf, packageFolders, say, tool } from './lib/project.mjs';
import { run } from './lib/run.mjs';

const stamps = inRoot('node_modules/.casm');

const stampIs = (name, fingerprint) =>
  existsSync(path.join(stamps, name)) && readFileSync(path.join(stamps, name), 'utf8') === fingerprint;

/** Does the work between removing the old stamp and writing the new one, so that work cut short is done again. */
const stamped = async (name, fingerprint, work) => {
  rmSync(path.join(stamps, name), { force: true });
  await work();
  mkdirSync(stamps, { recursive: true });
  writeFileSync(path.join(stamps, name), fingerprint());
};

const step = async (title, hint, command, args, env) => {
  say(`${title} (${hint}) …`);
  const started = performance.now();
  const { code, output } = await run(command, args, { env });
  if (code !== 0)
    throw new Error(`${output}\n${title}: failed (${path.basename(command)} ${args.join(' ')}, exit code ${code}).`);
  say(`  done in ${Math.max(1, Math.round((performance.now() - started) / 1000))} s`);
};

const isInstalled = () =>
  stampIs('dependencies', installFingerprint()) &&
  packageFolders().every((folder) => existsSync(path.join(folder, 'node_modules')));

const isBuilt = () =>
  stampIs('build', buildFingerprint()) &&
  packageFolders().every(
    (folder) => manifestOf(folder).scripts?.build === undefined || existsSync(path.join(folder, 'dist')),
  );

/** The module is loaded: that it was compiled, or for which Node, does not tell whether it can be. */
const loadLibrdkafka = () =>
  run(process.execPath, ['--eval', "require('node-rdkafka')"], { cwd: inRoot('packages/adapter-kafka') });

const installAnew = async (title, hint, env) => {
  // pnpm 10 leaves out for good what it once skipped as optional, though a new dependency needs it: it begins anew, from its store.
  rmSync(inRoot('node_modules'), { recursive: true, force: true });
  await step(title, hint, 'pnpm', ['install', '--frozen-lockfile'], env);
};

const install = (env) =>
  stamped('dependencies', installFingerprint, async () => {
    const hint = 'the first time on a machine 2 to 4 minutes: librdkafka is compiled; later a few seconds';
    await installAnew('Installing the dependencies', hint, env);
    if ((await loadLibrdkafka()).code === 0) return;
    // pnpm's store keeps what was compiled on this machine, whatever it was compiled with.
    await installAnew('Installing again: this Node cannot load what was stored of librdkafka', '2 to 4 minutes', {
      ...env,
      npm_config_side_effects_cache: 'false',
    });
    const { code, output } = await loadLibrdkafka();
    if (code !== 0) throw new Error(`${output}\nlibrdkafka was compiled, and this Node cannot load it.`);
  });

const build = (env) =>
  stamped('build', buildFingerprint, () => {
    // What was built of sources that are gone must not be packed.
    for (const folder of packageFolders()) rmSync(path.join(folder, 'dist'), { recursive: true, force: true });
    return step('Building', 'some 10 seconds', tool('turbo'), ['run', 'build', '--output-logs=errors-only'], env);
  });

const demand = (missing) => {
  if (missing.length > 0) throw new Error(missing.join('\n'));
};

/**
 * Makes a clone ready to run: the pinned pnpm, the dependencies, the build. Says what it does and how long that may take; says
 * nothing, within a fraction of a second, when all is as it was left. Throws, with the whole output of what failed.
 */
export const setUp = async () => {
  demand(nodeTooOld());
  if (isInstalled() && isBuilt()) return;
  if (!isInstalled()) demand(await missingCompilerTools());
  const env = await pinnedPnpm();
  if (!isInstalled()) await install(env);
  if (!isBuilt()) await build(env);
};

/** `setUp` for a command: what went wrong goes to stderr, and the process ends with exit code 1. */
export const setUpOrExit = async () => {
  try {
    await setUp();
  } catch (error) {
    process.stderr.write(`${error.message}\n`);
    process.exit(1);
  }
};

if (import.meta.url === pathToFileURL(process.argv[1]).href) await setUpOrExit();
