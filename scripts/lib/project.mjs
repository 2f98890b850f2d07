import { existsSync, readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';

/** The workspace's folder, whatever the working directory is. */
export const root = path.resolve(path.dirname(fileURLToPath(import.meta.url)), '../..');

export const inRoot = (...segments) => path.join(root, ...segments);

/** A program of the workspace's own devDependencies. */
export const tool = (name) => inRoot('node_modules/.bin', name);

export const manifestOf = (folder) => JSON.parse(readFileSync(path.join(folder, 'package.json'), 'utf8'));

/**
 * The folders of the workspace's packages: what is shipped, what only tests use, each in the order of their names, and the examples. A folder
 * without a package.json is none.
 */
export const packageFolders = () =>
  ['packages', 'testing']
    .flatMap((parent) => readdirSync(inRoot(parent)).map((name) => inRoot(parent, name)))
    .concat(inRoot('examples'))
    .filter((folder) => existsSync(path.join(folder, 'package.json')));

/** Where the packages' sources lie, relative to the root: what the architecture's rules are about. */
export const sourceFolders = () =>
  packageFolders()
    .flatMap((folder) => ['src', 'harness'].map((name) => path.join(folder, name)))
    .filter((folder) => existsSync(folder))
    .map((folder) => path.relative(root, folder));

export const say = (line) => process.stdout.write(`${line}\n`);
