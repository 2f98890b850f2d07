import { createHash } from 'node:crypto';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { inRoot, packageFolders, root } from './project.mjs';

const filesUnder = (folder) =>
  existsSync(folder)
    ? readdirSync(folder, { recursive: true, withFileTypes: true })
        .filter((entry) => entry.isFile())
        .map((entry) => path.join(entry.parentPath, entry.name))
        .sort()
    : [];

const digest = (facts, files) => {
  const hash = createHash('sha256').update(facts.join('\n'));
  for (const file of files) hash.update(`\n${path.relative(root, file)}\n`).update(readFileSync(file));
  return hash.digest('hex');
};

/** Of everything that decides what `pnpm install` makes; native modules are compiled for one Node ABI. */
export const installFingerprint = () =>
  digest(
    [process.platform, process.arch, process.versions.modules],
    [
      ...['package.json', 'pnpm-workspace.yaml', 'pnpm-lock.yaml'].map((name) => inRoot(name)),
      ...packageFolders().map((folder) => path.join(folder, 'package.json')),
    ],
  );

/** Of everything that decides what the build makes. Contents, not times: a branch switched to and back costs nothing. */
export const buildFingerprint = () =>
  digest(
    [installFingerprint()],
    [
      inRoot('tsconfig.base.json'),
      inRoot('turbo.json'),
      ...packageFolders().flatMap((folder) => [
        path.join(folder, 'tsconfig.json'),
        ...filesUnder(path.join(folder, 'src')),
      ]),
    ],
  );
