import { readdir, readFile, writeFile } from 'node:fs/promises';
import { testDatabase } from '@casm/test-engines';
import test from 'ava';
import pg from 'pg';
import { MigrationGaveUp, migrateOperational, migrateWarehouse, postgresStore } from '../src/index.js';
import { url } from './database.js';
import { describeSchema } from './describe-schema.js';

const schemas = {
  operational: { migrate: migrateOperational, schema: `described_store_${process.pid}`, name: 'casm' },
  warehouse: { migrate: migrateWarehouse, schema: `described_dwh_${process.pid}`, name: 'casm_dwh' },
};

const dumpOf = (kind: string): URL => new URL(`../schema/${kind}.sql`, import.meta.url);

for (const [kind, { migrate, schema, name }] of Object.entries(schemas)) {
  test.serial(`the ${kind} schema equals the committed dump; UPDATE_SCHEMA=1 rewrites it`, async (t) => {
    await migrate({ url, schema });
    const described = await describeSchema(url, schema, name);
    if (process.env['UPDATE_SCHEMA'] === '1') await writeFile(dumpOf(kind), described);
    t.is(described, await readFile(dumpOf(kind), 'utf8'));
  });

  test.serial(
    `the committed ${kind} dump is valid SQL: loaded into an empty database it creates the same schema`,
    async (t) => {
      const dump = await readFile(dumpOf(kind), 'utf8');
      const { url: empty, drop } = await testDatabase();
      t.teardown(drop);
      const client = new pg.Client({ connectionString: empty });
      await client.connect();
      await client.query(dump);
      await client.end();
      t.is(await describeSchema(empty, name, name), dump);
    },
  );
}

test('processes that start at the same time migrate once', async (t) => {
  const schema = `migrated_${process.pid}`;
  const applied = await Promise.all(Array.from({ length: 6 }, () => migrateOperational({ url, schema })));
  const migrations = await readdir(new URL('../migrations/operational/', import.meta.url));
  t.true(migrations.length > 0);
  t.deepEqual(applied.flat().sort(), migrations.sort());
});

test('a migration that cannot get its locks gives up and changes nothing; the next attempt succeeds', async (t) => {
  const schema = `kept_${process.pid}`;
  const last = '0006_outbox_by_topic.sql';
  await migrateOperational({ url, schema });
  const client = new pg.Client({ connectionString: url, options: `-c search_path=${schema}` });
  await client.connect();
  t.teardown(() => client.end());
  await client.query('delete from migration where name = $1', [last]);
  await client.query('begin');
  await client.query('select from outbox');
  await t.throwsAsync(migrateOperational({ url, schema }), {
    instanceOf: MigrationGaveUp,
    message: /0006_outbox.*again/,
  });
  await client.query('commit');
  t.deepEqual(await migrateOperational({ url, schema }), [last]);
});

const asRole = async (schema: string, role: string, statement: string): Promise<string> => {
  const client = new pg.Client({ connectionString: url, options: `-c search_path=${schema} -c role=${role}` });
  await client.connect();
  try {
    await client.query(statement);
    return 'allowed';
  } catch (error) {
    return error instanceof pg.DatabaseError && error.code === '42501' ? 'denied' : String(error);
  } finally {
    await client.end();
  }
};

test('the service role can append to history and journal, but neither update nor delete', async (t) => {
  const schema = `granted_store_${process.pid}`;
  await migrateOperational({ url, schema });
  for (const table of ['segment_history', 'business_transaction']) {
    for (const statement of [`update ${table} set version = 1`, `delete from ${table}`, `truncate ${table}`]) {
      t.is(await asRole(schema, `${schema}_service`, statement), 'denied', statement);
    }
    t.is(await asRole(schema, `${schema}_service`, `select from ${table}`), 'allowed');
  }
});

test('the warehouse’s role cannot read the operational tables', async (t) => {
  const [schema, dwh] = [`hidden_store_${process.pid}`, `hidden_dwh_${process.pid}`];
  await migrateOperational({ url, schema });
  await migrateWarehouse({ url, schema: dwh });
  t.is(await asRole(dwh, `${dwh}_subscriber`, 'select from customer'), 'allowed');
  for (const table of ['customer', 'business_transaction', 'segment_history', 'outbox', 'request_key']) {
    t.is(await asRole(dwh, `${dwh}_subscriber`, `select from ${schema}.${table}`), 'denied', table);
  }
});

test('the roles of a reconciliation may read the journal and the outbox, and write only to the warehouse', async (t) => {
  const [schema, dwh] = [`read_store_${process.pid}`, `repaired_dwh_${process.pid}`];
  await migrateOperational({ url, schema });
  await migrateWarehouse({ url, schema: dwh });
  const [reader, repairer] = [`${schema}_journal_reader`, `${dwh}_repairer`];
  for (const table of ['business_transaction', 'outbox', 'outbox_parked']) {
    t.is(await asRole(schema, reader, `select from ${table}`), 'allowed', table);
    t.is(await asRole(schema, reader, `delete from ${table}`), 'denied', table);
  }
  for (const table of ['customer', 'segment_history', 'request_key']) {
    t.is(await asRole(schema, reader, `select from ${table}`), 'denied', table);
  }
  t.is(await asRole(dwh, repairer, 'delete from dead_letter'), 'allowed');
  t.is(await asRole(dwh, repairer, 'delete from customer_version'), 'allowed');
  t.is(await asRole(dwh, repairer, 'delete from removed_version'), 'denied');
  for (const table of ['dead_letter', 'customer_version', 'customer'])
    t.is(await asRole(dwh, `${dwh}_subscriber`, `delete from ${table}`), 'denied', table);
  t.is(await asRole(dwh, `${dwh}_subscriber`, 'update customer_version set version = 1'), 'denied');
});

test('a schema name that would have to be quoted is refused', async (t) => {
  for (const schema of ['Casm', 'casm; drop', '', 'pg_casm', 'a'.repeat(49)]) {
    await t.throwsAsync(migrateOperational({ url, schema }), { message: /cannot be a schema name/ });
  }
});

test('what a caller in JavaScript forgets is told at once', (t) => {
  const given = (options: object): void => void Reflect.apply(postgresStore, null, [options]);
  t.throws(() => given({ url }), { message: /^"undefined" cannot be a schema name/ });
  t.throws(() => given({ schema: 'casm', url: undefined }), { message: 'the database has neither a url nor a pool' });
});
