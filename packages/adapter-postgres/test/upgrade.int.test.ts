import { readdir, readFile } from 'node:fs/promises';
import { succeeds } from '@casm/core/testing';
import test, { type ExecutionContext } from 'ava';
import pg from 'pg';
import { migrateOperational, migrateWarehouse, postgresStore, postgresWarehouse } from '../src/index.js';
import { url } from './database.js';

let schemas = 0;

/** A schema migrated up to `last`, and a session on it. */
const schemaAt = async (t: ExecutionContext, kind: 'operational' | 'warehouse', last: string) => {
  schemas += 1;
  const schema = `upgraded_${process.pid}_${schemas}`;
  const client = new pg.Client({ connectionString: url, options: `-c search_path=${schema}` });
  await client.connect();
  t.teardown(() => client.end());
  await client.query(`create schema ${schema}`);
  await client.query('create table migration (name text primary key, applied_at timestamptz not null default now())');
  const folder = new URL(`../migrations/${kind}/`, import.meta.url);
  for (const name of (await readdir(folder)).filter((file) => file <= last).sort()) {
    await client.query(await readFile(new URL(name, folder), 'utf8'));
    await client.query('insert into migration (name) values ($1)', [name]);
  }
  return { schema, client };
};

/** Statements of the release of 0008 on state reasons, run with the service role. */
const before0009 = {
  seed: `insert into state_reason (code, state, name, status) values ('dfltActive', 'ACTIVE', 'In service', 'ACTIVE'), ('debt', 'SUSPENDED', 'Debt', 'ACTIVE')
    on conflict do nothing`,
  read: { name: 'read', text: `select coalesce(json_agg(r order by code), '[]') as state_reasons from state_reason r` },
  commit: {
    name: 'commit',
    text: `with active_reason as (select code from state_reason where code = any ($1::text[]) and status = 'ACTIVE' for share)
      select count(*)::integer as active from active_reason`,
    values: [['debt', 'nothing']],
  },
};

test('existing state reasons keep their values when description and charge are added, and the previous release continues', async (t) => {
  const { schema, client } = await schemaAt(t, 'operational', '0008_states_and_plans.sql');
  await client.query(`set role ${schema}_service`);
  const asBefore = async () => {
    await client.query(before0009.seed);
    const { rows } = await client.query<{ state_reasons: unknown }>(before0009.read);
    const { rows: shared } = await client.query<{ active: number }>(before0009.commit);
    return [rows[0]?.state_reasons, shared[0]?.active];
  };
  const held = [
    { code: 'debt', state: 'SUSPENDED', name: 'Debt', status: 'ACTIVE' },
    { code: 'dfltActive', state: 'ACTIVE', name: 'In service', status: 'ACTIVE' },
  ];
  t.deepEqual(await asBefore(), [held, 1]);

  await migrateOperational({ url, schema });

  // The same session, with the statements that it prepared before.
  t.deepEqual(await asBefore(), [held, 1]);
  await client.query(`insert into state_reason (code, state, name, status) values ('new', 'ACTIVE', 'New', 'RETIRED')`);
  const store = postgresStore({ url, schema, role: `${schema}_service` });
  t.teardown(store.close);
  const { stateReasons } = await succeeds(store.catalogue.read);
  t.deepEqual(
    [...stateReasons.values()]
      .sort((a, b) => (a.code < b.code ? -1 : 1))
      .map(({ code, description, charged }) => [code, description, charged]),
    [
      ['debt', null, false],
      ['dfltActive', null, true],
      ['new', null, false],
    ],
  );
});

test('existing population and moves are kept when their tables get a key, and the previous release continues to count', async (t) => {
  const { schema, client } = await schemaAt(t, 'warehouse', '0006_pending_state.sql');
  await client.query(`set role ${schema}_subscriber`);
  const countAsBefore = async () => {
    await client.query(`insert into segment_population as p values (null, 'ACTIVE', 1), ('SOHO', 'ACTIVE', 2)
      on conflict (customer_segment, state) do update set customers = p.customers + excluded.customers`);
    await client.query(`insert into segment_move as m (day, from_segment, to_segment, moves)
      values ('2026-02-01', null, 'SOHO', 2), ('2026-02-01', 'SOHO', null, 1)
      on conflict (day, from_segment, to_segment) do update set moves = m.moves + excluded.moves`);
  };
  await countAsBefore();

  await migrateWarehouse({ url, schema });

  await countAsBefore();
  await client.query(`insert into segment_population (customer_segment, state, customers) values ('NEW', 'ACTIVE', 1)`);
  const { reports, close } = postgresWarehouse({ url, schema, role: `${schema}_subscriber`, timeZone: 'UTC' });
  t.teardown(close);
  t.deepEqual(
    (await succeeds(reports.segments)).map(({ customerSegment, customers }) => [customerSegment, customers]),
    [
      ['NEW', 1],
      ['SOHO', 4],
      [null, 2],
    ],
  );
  t.deepEqual(
    (await succeeds(reports.segmentMoves('2026-02-01', '2026-02-01'))).map(({ from, to, moves }) => [from, to, moves]),
    [
      [null, 'SOHO', 4],
      ['SOHO', null, 2],
    ],
  );
  const { rows } = await client.query<{ ids: number }>(
    'select count(distinct id)::integer as ids from segment_population',
  );
  t.deepEqual(rows, [{ ids: 3 }]);
});
