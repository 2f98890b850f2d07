import { readdir, readFile } from 'node:fs/promises';
import { succeeds } from '@casm/core/testing';
import test, { type ExecutionContext } from 'ava';
import pg from 'pg';
import { migrateOperational, postgresStore } from '../src/index.js';
import { url } from './database.js';

let schemas = 0;

/** A schema as the migrations up to `last` leave it, and a session that works on it. */
const schemaAt = async (t: ExecutionContext, last: string) => {
  schemas += 1;
  const schema = `upgraded_${process.pid}_${schemas}`;
  const client = new pg.Client({ connectionString: url, options: `-c search_path=${schema}` });
  await client.connect();
  t.teardown(() => client.end());
  await client.query(`create schema ${schema}`);
  await client.query('create table migration (name text primary key, applied_at timestamptz not null default now())');
  const folder = new URL('../migrations/operational/', import.meta.url);
  for (const name of (await readdir(folder)).filter((file) => file <= last).sort()) {
    await client.query(await readFile(new URL(name, folder), 'utf8'));
    await client.query('insert into migration (name) values ($1)', [name]);
  }
  return { schema, client };
};

/** What the release of 0008 asks of the state reasons, as the role under which it serves. */
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

test('state reasons that are there when a description and a charge come keep what they have; the release before goes on beside', async (t) => {
  const { schema, client } = await schemaAt(t, '0008_states_and_plans.sql');
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

  // The same session with the statements that it prepared before.
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
