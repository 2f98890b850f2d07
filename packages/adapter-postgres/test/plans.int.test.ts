import test from 'ava';
import * as codec from 'io-ts';
import { chunkPlanning, chunkStatement } from '../src/campaigns/chunk-statement.js';
import { openPool } from '../src/connection.js';
import { decodeRows } from '../src/rows.js';
import { findStatement } from '../src/read-path/find-customers.js';
import { segmentsStatement } from '../src/read-path/find-segments.js';
import { migrateOperational, migrateWarehouse } from '../src/index.js';
import { duePlansStatement, listCustomersStatement } from '../src/postgres-customer-directory.js';
import { segmentHistoryStatement, snapshotStatement, stateHistoryStatement } from '../src/postgres-customer-history.js';
import { logOfCustomerStatement, logWindowStatement } from '../src/postgres-transaction-log.js';
import { pendingStatement, removeStatement } from '../src/outbox-statements.js';
import { topicsStatement } from '../src/postgres-outbox-backlog.js';
import { knownCustomersStatement, knownVersionsStatement } from '../src/warehouse/read-known.js';
import { storedStatement, namesStatement } from '../src/warehouse/versions.js';
import { commitStatement } from '../src/write-path/commit-statement.js';
import { loadStatement } from '../src/write-path/load.js';
import { url } from './database.js';

/*
 * A plan is kept as long as its connection. A plan made while a table was known to be empty must still find rows by key
 * when the table has millions.
 */

const [schema, dwh] = [`planned_store_${process.pid}`, `planned_dwh_${process.pid}`];

const statements = {
  find: findStatement(schema),
  segments: segmentsStatement(schema),
  load: loadStatement(schema),
  commit: commitStatement(schema, 'any'),
  'commit of plain changes': commitStatement(schema, 'plain'),
  pending: pendingStatement(schema),
  topics: topicsStatement(schema),
  remove: removeStatement(schema),
  'segment history': segmentHistoryStatement(schema),
  'state history': stateHistoryStatement(schema),
  snapshot: snapshotStatement(schema),
  'list of customers': listCustomersStatement(schema),
  'due plans': duePlansStatement(schema),
  'log of a customer': logOfCustomerStatement(schema),
  'log window': logWindowStatement(schema),
  'known versions': knownVersionsStatement(dwh),
  'known customers': knownCustomersStatement(dwh),
  'held versions': storedStatement(dwh),
  'names of versions': namesStatement(dwh),
};

const large = [
  'customer',
  'customer_external_id',
  'segment_history',
  'state_history',
  'business_transaction',
  'outbox',
  'request_key',
  'customer_version',
];

/** Every node of a plan, as EXPLAIN returns it in JSON. */
const stepsOf = (plan: unknown): ReadonlyArray<Readonly<Record<string, unknown>>> =>
  typeof plan !== 'object' || plan === null
    ? []
    : [Object.fromEntries(Object.entries(plan)), ...Object.values(plan).flatMap((value) => stepsOf(value))];

const pool = openPool({ url, schema }, { name: 'casm-plans' });
test.after.always(() => pool.end());

test.before(async () => {
  await migrateOperational({ url, schema });
  await migrateWarehouse({ url, schema: dwh });
  const { rows } = await pool.query(
    `select format('%I.%I', schemaname, tablename) as name from pg_tables where schemaname = any($1)`,
    [[schema, dwh]],
  );
  // From here on the planner knows that the tables are empty.
  for (const { name } of decodeRows(codec.type({ name: codec.string }))(rows))
    await pool.query(`vacuum analyze ${name}`);
});

const planOf = async (statement: string): Promise<ReadonlyArray<Readonly<Record<string, unknown>>>> => {
  const { rows } = await pool.query(`explain (generic_plan, format json) ${statement}`);
  return stepsOf(rows);
};

test('pending: the excluded positions are hashed', async (t) => {
  const filters = (await planOf(pendingStatement(schema))).map((step) => JSON.stringify(step['Filter'] ?? null));
  t.true(
    filters.some((filter) => filter.includes('hashed SubPlan')),
    filters.join('\n'),
  );
});

for (const [name, statement] of Object.entries(statements)) {
  test(`${name}: planned on empty tables, it finds every row by its key`, async (t) => {
    const scans = (await planOf(statement)).filter(
      (step) =>
        /^(Seq Scan|Index Scan|Index Only Scan|Bitmap Index Scan)$/.test(String(step['Node Type'])) &&
        (large.includes(String(step['Relation Name'])) || step['Node Type'] === 'Bitmap Index Scan'),
    );
    t.true(scans.length > 0, 'it reads a large table');
    for (const scan of scans)
      t.truthy(scan['Index Cond'], `${String(scan['Node Type'])} on ${String(scan['Relation Name'])}`);
  });
}

test('chunk of a campaign: planned without its values on empty tables, it finds customers by key and joins sets by hash', async (t) => {
  const campaigns = openPool({ url, schema }, { name: 'casm-plans-of-campaigns', max: 1, reads: 'many by key' });
  t.teardown(() => campaigns.end());
  const connection = await campaigns.connect();
  await connection.query('begin');
  await connection.query(`select ${chunkPlanning}`);
  const { rows } = await connection.query(`explain (generic_plan, format json) ${chunkStatement(schema)}`);
  await connection.query('rollback');
  connection.release();
  const steps = stepsOf(rows);
  t.true(steps.some((step) => step['Node Type'] === 'Hash Join'));
  const scans = steps.filter((step) => String(step['Node Type']).endsWith('Scan') && 'Index Name' in step);
  t.true(scans.filter((step) => step['Index Name'] === 'customer_pk').length > 1);
  for (const scan of scans) t.truthy(scan['Index Cond'], String(scan['Index Name']));
  // The topics of a row are its own, so only they are joined in a loop.
  t.is(steps.filter((step) => step['Node Type'] === 'Nested Loop').length, 1);
});
