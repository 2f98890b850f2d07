import { readdir, readFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';

/** The kind of schema. */
export type SchemaKind = 'operational' | 'warehouse';

export interface Migration {
  readonly name: string;
  readonly sql: string;
  /**
   * Whether processes of the previous release work on the migrated schema. The file declares it by a comment that
   * begins with `-- Compatible`.
   */
  readonly isCompatible: boolean;
}

const read = async (kind: SchemaKind): Promise<ReadonlyArray<Migration>> => {
  const folder = fileURLToPath(new URL(`../migrations/${kind}/`, import.meta.url));
  const files = (await readdir(folder)).filter((file) => file.endsWith('.sql')).sort();
  return Promise.all(
    files.map(async (name) => {
      const sql = await readFile(`${folder}${name}`, 'utf8');
      return { name, sql, isCompatible: /^-- Compatible\b/m.test(sql) };
    }),
  );
};

const cache = new Map<SchemaKind, ReadonlyArray<Migration>>();

/** The migrations of this release, in order. The files are read once. */
export const migrationsOf = async (kind: SchemaKind): Promise<ReadonlyArray<Migration>> => {
  const migrations = cache.get(kind) ?? (await read(kind));
  cache.set(kind, migrations);
  return migrations;
};
