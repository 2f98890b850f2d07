import path from 'node:path';
import { manifestOf, packageFolders } from './project.mjs';

/**
 * The entry points with types of the packages that are published: the name that is imported, the declarations that are shipped, and the source.
 * An entry without types, such as a command or a migration, is none.
 */
export const entryPoints = () =>
  packageFolders()
    .filter((folder) => manifestOf(folder).private !== true)
    .flatMap((folder) => {
      const { name, exports } = manifestOf(folder);
      return Object.entries(exports).flatMap(([entry, { types }]) =>
        types === undefined
          ? []
          : [
              {
                name: path.posix.join(name, entry),
                declarations: path.join(folder, types),
                source: path.join(folder, types.replace(/^\.\/dist\//, 'src/').replace(/\.d\.ts$/, '.ts')),
              },
            ],
      );
    });
