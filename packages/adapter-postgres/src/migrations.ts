import { readdir, readFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';

/** What a schema holds. */
export type SchemaKind = 'operational' | 'warehouse';

export interface Migration {
  readonly name: string;
  readonly sql: string;
  /** Whether processes of the release before work on what it makes. The file says so, with a comment that begins with `-- Compatible`. */
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

const kept = new Map<SchemaKind, ReadonlyArray<Migration>>();

/** The migrations of this release, in their order; the files are read once. */
export const migrationsOf = async (kind: SchemaKind): Promise<ReadonlyArray<Migration>> => {
  const migrations = kept.get(kind) ?? (await read(kind));
  kept.set(kind, migrations);
  return migrations;
};
