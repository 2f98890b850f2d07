import pg from 'pg';

/** Everything a schema is made of, as PostgreSQL itself tells it; the schema's name is written as SCHEMA. */
const statement = `
with relation as (
  select c.oid, c.relname, c.relkind, c.reloptions, c.relacl, obj_description(c.oid) as comment
  from pg_class c where c.relnamespace = $1::regnamespace and c.relkind in ('r', 'v', 'S')
), line as (
  select relname as place, 0 as kind, 0 as number,
    format('%s %s%s', case relkind when 'r' then 'table' when 'v' then 'view' else 'sequence' end, relname,
      coalesce(' with (' || array_to_string(reloptions, ', ') || ')', '')) as text
  from relation
  union all
  select relname, 1, 0, '  -- ' || comment from relation where comment is not null
  union all
  select r.relname, 2, a.attnum, format('  %s %s%s%s%s', a.attname, format_type(a.atttypid, a.atttypmod),
    coalesce((select ' collate ' || quote_ident(l.collname) from pg_collation l where l.oid = a.attcollation and l.collname <> 'default'), ''),
    case when a.attnotnull then ' not null' else '' end,
    case when a.attidentity <> '' then ' generated as identity' else coalesce(' default ' || pg_get_expr(d.adbin, d.adrelid), '') end)
  from relation r join pg_attribute a on a.attrelid = r.oid and a.attnum > 0 and not a.attisdropped
  left join pg_attrdef d on d.adrelid = r.oid and d.adnum = a.attnum
  where r.relkind <> 'S'
  union all
  select r.relname, 3, row_number() over (order by n.conname)::int, format('  constraint %s %s', n.conname, pg_get_constraintdef(n.oid))
  from relation r join pg_constraint n on n.conrelid = r.oid where n.contype <> 'n'
  union all
  select r.relname, 4, row_number() over (order by i.indexrelid::regclass::text)::int, '  ' || pg_get_indexdef(i.indexrelid)
  from relation r join pg_index i on i.indrelid = r.oid
  where not exists (select from pg_constraint n where n.conindid = i.indexrelid)
  union all
  select relname, 5, 0, pg_get_viewdef(oid) from relation where relkind = 'v'
  union all
  select r.relname, 6, row_number() over (order by a.grantee::regrole::text, a.privilege_type)::int,
    format('  grant %s to %s', lower(a.privilege_type), a.grantee::regrole)
  from relation r, aclexplode(r.relacl) a where a.grantee <> 0 and a.grantee <> a.grantor
  union all
  select p.proname, 7, 0, pg_get_functiondef(p.oid) from pg_proc p where p.pronamespace = $1::regnamespace
)
select text from line order by place, kind, number`;

export const describeSchema = async (url: string, schema: string): Promise<string> => {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    const { rows } = await client.query<{ text: string }>(statement, [schema]);
    return `${rows.map(({ text }) => text.replaceAll(schema, 'SCHEMA').trimEnd()).join('\n')}\n`;
  } finally {
    await client.end();
  }
};
