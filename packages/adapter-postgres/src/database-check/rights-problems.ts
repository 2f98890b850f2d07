import * as t from 'io-ts';
import type { SchemaState } from './schema-problems.js';
import { decodeRow, decodeRows } from '../rows.js';
import type { SqlConnection } from '../sql-connection.js';
import type { DatabaseProblem } from './database-problem.js';

/*
 * The required rights are those that the migrations granted to the group role. If the role has no grants (a dump
 * restored without them), select on every table is required.
 */
const lackingStatement = `
with relation as (
  select oid, relname, relkind, relacl from pg_class
  where relnamespace = to_regnamespace($1) and relkind in ('r', 'v', 'S')
), granted as (
  select r.*, a.privilege_type
  from relation r
  cross join aclexplode(r.relacl) a
  where a.grantee = to_regrole($2)
), needed as (
  select oid, relname, relkind, privilege_type from granted
  union all
  select oid, relname, relkind, 'SELECT' from relation where relkind <> 'S' and not exists (select from granted)
)
select current_user::text as "user", relname as relation, string_agg(lower(privilege_type), ', ' order by privilege_type) as rights
from needed
where not case relkind
  when 'S' then has_sequence_privilege(oid, privilege_type)
  else has_table_privilege(oid, privilege_type)
end
group by relname
order by relname`;

const LackingRow = t.type({ user: t.string, relation: t.string, rights: t.string });

/** Rights of the group role `<schema>_<role>` that the session's user lacks. */
export const rightsProblems = async (
  session: SqlConnection,
  schema: string,
  role: string,
): Promise<ReadonlyArray<DatabaseProblem>> => {
  const group = `${schema}_${role}`;
  const { rows } = await session.query({ text: lackingStatement, values: [schema, group] });
  const lacking = decodeRows(LackingRow)(rows);
  const [first] = lacking;
  if (first === undefined) return [];
  const each = lacking.map(({ relation, rights }) => `${rights} on ${relation}`).join('; ');
  return [
    {
      name: 'rights',
      detail: `${first.user} lacks rights in the schema ${schema} (${each}): grant ${group} to ${first.user}`,
    },
  ];
};

const ownerStatement = `
select
  current_user::text as "user",
  has_database_privilege(current_database(), 'create') as may_create_schemas,
  has_schema_privilege(to_regnamespace($1), 'create') as may_create_in_schema,
  (select rolcreaterole or rolsuper from pg_roles where rolname = current_user) as may_create_roles,
  (select string_agg(relname, ', ' order by relname) from pg_class
    where relnamespace = to_regnamespace($1) and relkind = 'r' and not pg_has_role(relowner, 'usage')) as of_others`;

const OwnerRow = t.type({
  user: t.string,
  may_create_schemas: t.boolean,
  may_create_in_schema: t.union([t.boolean, t.null]),
  may_create_roles: t.boolean,
  of_others: t.union([t.string, t.null]),
});

/** Rights that the session's user lacks to apply the pending migrations. */
export const ownerProblems = async (
  session: SqlConnection,
  schema: string,
  { isThere, lacks }: SchemaState,
): Promise<ReadonlyArray<DatabaseProblem>> => {
  const owner = decodeRow(OwnerRow)((await session.query({ text: ownerStatement, values: [schema] })).rows[0]);
  const { user } = owner;
  const details: Array<string> = [];
  if (!isThere && !owner.may_create_schemas)
    details.push(`${user} may not create the schema ${schema}: grant create on the database to ${user}`);
  if (isThere && owner.may_create_in_schema !== true)
    details.push(`${user} may not create anything in the schema ${schema}: migrate as its owner`);
  if (owner.of_others !== null)
    details.push(`${user} does not own ${owner.of_others} in the schema ${schema}: migrate as their owner`);
  if (lacks.some(({ sql }) => /create role/.test(sql)) && !owner.may_create_roles)
    details.push(`${user} may not create roles, which the migrations do: alter role ${user} createrole`);
  return details.map((detail) => ({ name: 'rights', detail }));
};
