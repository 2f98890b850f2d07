import path from 'node:path';
import { pinnedPnpm } from './pnpm.mjs';
import { manifestOf, packageFolders } from './project.mjs';
import { run } from './run.mjs';

const membersToPublish = ['name', 'version', 'description', 'license', 'engines', 'exports', 'files', 'repository'];

/** The members that a manifest lacks for a publication. */
export const missingToPublish = (manifest) => membersToPublish.filter((member) => manifest[member] === undefined);

/** The names of the packages of this project that one needs, directly or not: no registry has them, so that they are installed with it. */
export const installedWith = (manifest, manifests, seen = new Set([manifest.name])) => {
  for (const name of Object.keys(manifest.dependencies ?? {}).filter((each) => !seen.has(each))) {
    const needed = manifests.find((each) => each.name === name);
    if (needed === undefined) continue;
    seen.add(name);
    installedWith(needed, manifests, seen);
  }
  return [...seen].filter((name) => name !== manifest.name).toSorted((a, b) => a.localeCompare(b));
};

/**
 * Puts what the registry would get of the packages in the folders `names` into the folder `destination`, and gives back their manifests.
 * Without names, of all that are meant for others. They must be built. Throws with pnpm's output.
 */
export const packInto = async (destination, names = null) => {
  const env = await pinnedPnpm();
  const folders = packageFolders().filter((folder) =>
    names === null ? manifestOf(folder).private !== true : names.includes(path.basename(folder)),
  );
  for (const cwd of folders) {
    const { code, output } = await run('pnpm', ['pack', '--pack-destination', destination], { cwd, env });
    if (code !== 0) throw new Error(output);
  }
  return folders.map(manifestOf);
};
