import test from 'ava';
import pg from 'pg';
import { migrateOperational, migrateWarehouse } from '../src/index.js';
import { url } from './database.js';

/*
 * A table without a replica identity refuses updates and deletes once it is published. It would prevent logical
 * replication of the database, and so an upgrade of the server without downtime.
 */

const schemas = { casm: migrateOperational, casm_dwh: migrateWarehouse };

interface Table {
  readonly name: string;
  readonly column: string;
  readonly has_key: boolean;
}

const tablesStatement = `
select format('%I.%I', n.nspname, c.relname) as name,
  (select min(attname) from pg_attribute where attrelid = c.oid and attnum > 0 and attidentity = '') as column,
  exists (select from pg_index i where i.indrelid = c.oid and i.indisprimary) as has_key
from pg_class c
join pg_namespace n on n.oid = c.relnamespace
where n.nspname = any ($1) and c.relkind in ('r', 'p')
order by 1`;

test('every table of both schemas has a primary key, and can be changed while it is published', async (t) => {
  for (const [schema, migrate] of Object.entries(schemas)) await migrate({ url, schema });
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  t.teardown(() => client.end());
  await client.query('create publication everything for all tables');
  const { rows: tables } = await client.query<Table>(tablesStatement, [Object.keys(schemas)]);
  t.true(tables.length > 20, `${tables.length} tables`);
  t.deepEqual(
    tables.filter(({ has_key }) => !has_key).map(({ name }) => name),
    [],
  );
  for (const { name, column } of tables) {
    await t.notThrowsAsync(client.query(`update ${name} set ${column} = ${column} where false`), name);
    await t.notThrowsAsync(client.query(`delete from ${name} where false`), name);
  }
});
