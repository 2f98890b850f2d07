import { execFile } from 'node:child_process';
import { readFile } from 'node:fs/promises';
import { promisify } from 'node:util';
import { schemas } from './databases.js';

const run = promisify(execFile);

/** The statements with which PostgreSQL's own program would make the schemas of a database again. The order of grants means nothing. */
export const statementsOf = async (dumpProgram: string, url: string): Promise<ReadonlyArray<string>> => {
  const { stdout } = await run(dumpProgram, [
    '--schema-only',
    `--dbname=${url}`,
    ...Object.values(schemas).map((schema) => `--schema=${schema}`),
  ]);
  return stdout
    .replaceAll(/^(--|\\).*$/gm, '')
    .split(/;$/m)
    .map((statement) => statement.trim())
    .sort();
};

/** The committed schemas, as SQL. */
export const committedSchemas = (): Promise<ReadonlyArray<string>> =>
  Promise.all(
    Object.keys(schemas).map((kind) =>
      readFile(new URL(`../../../packages/adapter-postgres/schema/${kind}.sql`, import.meta.url), 'utf8'),
    ),
  );
