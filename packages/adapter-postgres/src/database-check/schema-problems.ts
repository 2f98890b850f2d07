import * as t from 'io-ts';
import type { Migration, SchemaKind } from '../migrations.js';
import { decodeRow, decodeRows } from '../rows.js';
import type { SqlConnection } from '../sql-connection.js';
import type { DatabaseProblem } from './database-problem.js';

/* to_regclass raises an error for a name in a schema without usage right, so the right is checked first. */
const placeStatement = `
select
  current_user::text as "user",
  to_regnamespace($1) is not null as is_there,
  has_schema_privilege(to_regnamespace($1), 'usage') as is_usable,
  case when has_schema_privilege(to_regnamespace($1), 'usage') then to_regclass($1 || '.migration') is not null end as is_migrated,
  case when has_schema_privilege(to_regnamespace($1), 'usage')
    then has_table_privilege(to_regclass($1 || '.migration'), 'select') end as is_readable`;

const maybe = t.union([t.boolean, t.null]);
const PlaceRow = t.type({
  user: t.string,
  is_there: t.boolean,
  is_usable: maybe,
  is_migrated: maybe,
  is_readable: maybe,
});

/* As JSON, because a schema of an earlier release lacks some columns. */
const appliedStatement = (schema: string): string =>
  `select name, coalesce((to_jsonb(m) ->> 'compatible')::boolean, false) as compatible from ${schema}.migration m order by name`;

const AppliedRow = t.type({ name: t.string, compatible: t.boolean });

/** The applied migrations of a schema, compared with those of this release. */
export interface SchemaState {
  readonly isThere: boolean;
  readonly lacks: ReadonlyArray<Migration>;
  /** Applied migrations that this release does not know and that are not marked compatible. */
  readonly unknown: ReadonlyArray<string>;
}

/** Reads the state of the schema; a DatabaseProblem if rights are missing to read it. */
export const schemaState = async (
  session: SqlConnection,
  schema: string,
  migrations: ReadonlyArray<Migration>,
): Promise<SchemaState | DatabaseProblem> => {
  const place = decodeRow(PlaceRow)((await session.query({ text: placeStatement, values: [schema] })).rows[0]);
  if (place.is_there && place.is_usable !== true)
    return { name: 'rights', detail: `${place.user} may not use the schema ${schema}` };
  if (place.is_migrated !== true) return { isThere: place.is_there, lacks: migrations, unknown: [] };
  if (place.is_readable !== true) return { name: 'rights', detail: `${place.user} may not read ${schema}.migration` };
  const applied = decodeRows(AppliedRow)((await session.query({ text: appliedStatement(schema) })).rows);
  return {
    isThere: true,
    lacks: migrations.filter(({ name }) => !applied.some((each) => each.name === name)),
    unknown: applied.flatMap(({ name, compatible }) =>
      compatible || migrations.some((each) => each.name === name) ? [] : [name],
    ),
  };
};

const named = (names: ReadonlyArray<string>): string => names.map((name) => name.replace(/\.sql$/, '')).join(', ');

/** What an embedder calls; the command does the same for both. */
const migrationOf: Readonly<Record<SchemaKind, string>> = {
  operational: 'migrateOperational',
  warehouse: 'migrateWarehouse',
};

/** Differences between the schema and the one that this release requires. */
export const schemaProblems = (
  schema: string,
  { lacks, unknown }: SchemaState,
  holds: SchemaKind,
  migrations: ReadonlyArray<Migration>,
): ReadonlyArray<DatabaseProblem> => {
  const run = `run casm migrate, or ${migrationOf[holds]} in your own process`;
  if (lacks.length === migrations.length && unknown.length === 0)
    return [{ name: 'schema-missing', detail: `the schema ${schema} is not there: ${run}` }];
  const older = `the schema ${schema} is older than this release: it lacks ${named(lacks.map(({ name }) => name))}; ${run}`;
  return [
    ...(lacks.length > 0 ? [{ name: 'schema-older' as const, detail: older }] : []),
    ...newerProblems(schema, unknown),
  ];
};

export const newerProblems = (schema: string, unknown: ReadonlyArray<string>): ReadonlyArray<DatabaseProblem> =>
  unknown.length === 0
    ? []
    : [
        {
          name: 'schema-newer',
          detail: `the schema ${schema} is newer than this release, which does not know ${named(unknown)}: use the release that has migrated it`,
        },
      ];
