import { readFile } from 'node:fs/promises';
import test, { type ExecutionContext } from 'ava';
import * as E from 'fp-ts/lib/Either.js';
import * as codec from 'io-ts';
import pg from 'pg';
import { QueryTypes } from 'sequelize';
import { migrateOperational, migrateWarehouse, postgresStore } from '../src/index.js';
import { onOneConnection, openPool } from '../src/connection.js';
import type { DatabaseUrl } from '../src/postgres-connection.js';
import { migrationPackages, openSequelize } from '../src/sequelize-connection.js';
import { SettingNotTaken, swapSettings } from '../src/session-settings.js';
import { decodeRows } from '../src/rows.js';
import { url } from './database.js';
import { describeSchema } from './describe-schema.js';

/** Possible defaults of a database or role. Each would break a guarantee or the parsing of values. */
const hostile: Readonly<Record<string, string>> = {
  search_path: 'public',
  client_encoding: 'LATIN1',
  DateStyle: 'German',
  IntervalStyle: 'sql_standard',
  TimeZone: 'Asia/Kathmandu',
  bytea_output: 'escape',
  extra_float_digits: '-5',
  standard_conforming_strings: 'off',
  array_nulls: 'off',
  default_transaction_isolation: 'serializable',
  synchronous_commit: 'off',
  statement_timeout: '5s',
  lock_timeout: '1ms',
  idle_in_transaction_session_timeout: '5s',
  idle_session_timeout: '5s',
  enable_seqscan: 'on',
  jit: 'on',
};

const own: Readonly<Record<string, string>> = {
  client_encoding: 'UTF8',
  DateStyle: 'ISO, MDY',
  IntervalStyle: 'postgres',
  TimeZone: 'UTC',
  bytea_output: 'hex',
  extra_float_digits: '1',
  standard_conforming_strings: 'on',
  array_nulls: 'on',
  default_transaction_isolation: 'read committed',
  synchronous_commit: 'on',
  lock_timeout: '0',
  idle_session_timeout: '0',
  jit: 'off',
};

const admin = new pg.Pool({ connectionString: url });
test.after.always(() => admin.end());

const inUrl = (): string => {
  const withOptions = new URL(url);
  const options = Object.entries(hostile).map(([name, value]) => `-c ${name}=${value}`);
  withOptions.searchParams.set('options', options.join(' '));
  return withOptions.href;
};

/** The URL of a new role with these defaults. */
const asRole = async (t: ExecutionContext, name: string, defaults = hostile): Promise<string> => {
  const role = `settings_${name}_${process.pid}`;
  await admin.query(`create role ${role} superuser login`);
  t.teardown(() => admin.query(`drop role ${role}`).then(() => undefined));
  for (const [setting, value] of Object.entries(defaults)) {
    await admin.query(`alter role ${role} set ${setting} = ${pg.escapeLiteral(value)}`);
  }
  const withRole = new URL(url);
  withRole.username = role;
  return withRole.href;
};

const statement = 'select name, current_setting(name) as value from unnest($1::text[]) as asked (name)';

type Settings = Readonly<Record<string, string>>;

const SettingRow = codec.type({ name: codec.string, value: codec.string });

/** The settings in effect on each kind of connection. */
const settingsOn = async (connection: DatabaseUrl, names: ReadonlyArray<string>): Promise<Record<string, Settings>> => {
  const inOrder = (rows: ReadonlyArray<unknown>): Settings =>
    Object.fromEntries(decodeRows(SettingRow)(rows).map(({ name, value }) => [name, value]));
  const pools = {
    'look-ups': openPool(connection, { name: 'look-ups' }),
    reports: openPool(connection, { name: 'reports', reads: 'much' }),
  };
  const sequelize = await openSequelize(await migrationPackages(), connection);
  const found: Record<string, Settings> = {};
  for (const [kind, pool] of Object.entries(pools)) {
    found[kind] = inOrder((await pool.query(statement, [names])).rows);
    await pool.end();
  }
  found['maintenance'] = await onOneConnection(connection, 'maintenance', async (session) =>
    inOrder((await session.query(statement, [[...names]])).rows),
  );
  found['migrations'] = inOrder(await sequelize.query(statement, { bind: [names], type: QueryTypes.SELECT }));
  await sequelize.close();
  return found;
};

const mustBeOurs = async (t: ExecutionContext, at: string): Promise<void> => {
  const found = await settingsOn({ url: at, schema: 'casm_settings' }, [
    ...Object.keys(own),
    'search_path',
    'statement_timeout',
  ]);
  for (const [kind, { statement_timeout, ...settings }] of Object.entries(found)) {
    t.deepEqual(settings, { ...own, search_path: 'casm_settings' }, kind);
    t.is(statement_timeout, kind === 'look-ups' || kind === 'reports' ? '10s' : '0', kind);
  }
};

test('the required settings are CASM’s, regardless of the URL’s options', (t) => mustBeOurs(t, inUrl()));

test('… regardless of the role’s defaults', async (t) => mustBeOurs(t, await asRole(t, 'defaults')));

test('… regardless of driver parameters in the URL', (t) => {
  const withParameters = new URL(url);
  for (const name of ['statement_timeout', 'lock_timeout', 'query_timeout']) withParameters.searchParams.set(name, '1');
  withParameters.searchParams.set('binary', '1');
  return mustBeOurs(t, withParameters.href);
});

test('other settings in the URL’s options apply', async (t) => {
  const withOptions = new URL(url);
  withOptions.searchParams.set('options', '-c work_mem=7MB -c synchronous_commit=off');
  for (const [kind, settings] of Object.entries(
    await settingsOn({ url: withOptions.href, schema: 'casm_settings' }, ['work_mem', 'synchronous_commit']),
  ))
    t.deepEqual(settings, { work_mem: '7MB', synchronous_commit: 'on' }, kind);
});

test('synchronous_commit = remote_apply is kept', async (t) => {
  const at = await asRole(t, 'remote_apply', { synchronous_commit: 'remote_apply' });
  for (const settings of Object.values(await settingsOn({ url: at, schema: 'casm_settings' }, ['synchronous_commit'])))
    t.deepEqual(settings, { synchronous_commit: 'remote_apply' });
});

test('migrations create the same schema under the right name, regardless of the URL’s options', async (t) => {
  const kinds = { operational: migrateOperational, warehouse: migrateWarehouse };
  for (const [kind, migrate] of Object.entries(kinds)) {
    const [plain, schema] = [`plain_${kind}_${process.pid}`, `hostile_${kind}_${process.pid}`];
    await migrate({ url, schema: plain });
    await migrate({ url: inUrl(), schema });
    t.is(await describeSchema(url, schema, 'casm'), await describeSchema(url, plain, 'casm'));
  }
});

test('a role that the user may not act as is reported on first use', async (t) => {
  const [role, other] = [`nobody_${process.pid}`, `other_${process.pid}`];
  await admin.query(`create role ${role} login`);
  await admin.query(`create role ${other}`);
  t.teardown(() => admin.query(`drop role ${role}, ${other}`).then(() => undefined));
  const asNobody = new URL(url);
  asNobody.username = role;
  const store = postgresStore({ url: asNobody.href, schema: 'casm', role: other });
  t.teardown(store.close);
  const pinged = await store.ping();
  const detail = E.isLeft(pinged) && pinged.left._tag === 'StoreMisconfigured' ? pinged.left.detail : 'pinged';
  t.regex(detail, new RegExp(`"${other}" \\(SQLSTATE 42501\\)`));
});

test('a setting that does not take effect is reported by name', async (t) => {
  const ignoring = {
    query: () =>
      Promise.resolve({
        rows: [{ name: 'TimeZone', before: 'UTC', wanted: 'UTC', taken: 'Europe/Vienna' }],
        rowCount: 1,
      }),
  };
  await t.throwsAsync(swapSettings(ignoring, { TimeZone: 'UTC' }), {
    instanceOf: SettingNotTaken,
    message: 'TimeZone is Europe/Vienna and must be UTC',
  });
});

/** Milliseconds until the system probes the idle connection from this port; null if it does not. */
const probedInMs = async (port: number): Promise<number | null> => {
  const end = `:${port.toString(16).toUpperCase().padStart(4, '0')}`;
  const rows = (await readFile('/proc/net/tcp', 'utf8')).split('\n').map((row) => row.trim().split(/\s+/));
  const [timer, hundredths] = rows.find(([, local]) => local?.endsWith(end) === true)?.[5]?.split(':') ?? [];
  return timer === '02' && hundredths !== undefined ? Number.parseInt(hundredths, 16) * 10 : null;
};

const onLinux = process.platform === 'linux' ? test : test.skip;

onLinux('a connection that stays open is probed before a firewall forgets it', async (t) => {
  const pool = openPool({ url, schema: 'casm_settings' }, { name: 'probed', max: 1, min: 1 });
  t.teardown(pool.end);
  const { rows } = await pool.query('select inet_client_port() as port');
  const [client] = decodeRows(codec.type({ port: codec.number }))(rows);
  const inMs = await probedInMs(client?.port ?? 0);
  t.true(inMs !== null && inMs <= 30_000, `in ${inMs} ms`);
});
