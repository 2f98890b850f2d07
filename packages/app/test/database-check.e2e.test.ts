import { freePort, freshFolder, type Spawned, testDatabase, waitUntil } from '@casm/test-engines';
import test, { type ExecutionContext } from 'ava';
import pg from 'pg';
import { casm } from './running-casm.js';

/* A database that this release cannot work on is refused before it is used, by every command. */

const token = 'secret-secret-secret';

const settingsFor = (url: string) => ({
  CASM_DATABASE_URL: url,
  CASM_DWH_DATABASE_URL: url,
  CASM_KAFKA_BROKERS: '127.0.0.1:1',
  CASM_API_TOKENS: `crm:${token}`,
});

const query = async (url: string, statement: string): Promise<void> => {
  const client = new pg.Client(url);
  await client.connect();
  try {
    await client.query(statement);
  } finally {
    await client.end();
  }
};

/** A database without tables. */
const freshUrl = async (t: ExecutionContext, options = ''): Promise<string> => {
  const { url, drop } = await testDatabase();
  t.teardown(drop);
  if (options === '') return url;
  const other = new URL(url);
  other.pathname += '_other';
  const name = other.pathname.slice(1);
  await query(url, `create database ${name} ${options}`);
  t.teardown(() => query(url, `drop database ${name} with (force)`));
  return other.href;
};

const linesOf = async (args: ReadonlyArray<string>, env: Readonly<Record<string, string>>) => {
  const { code, stderr } = await casm(args, env).ended;
  return [`exit code ${code}`, ...stderr.trim().split('\n')];
};

const store =
  'casm: CASM_DATABASE_URL: the schema casm is not there: run casm migrate, or migrateOperational in your own process';
const dwh =
  'casm: CASM_DWH_DATABASE_URL: the schema casm_dwh is not there: run casm migrate, or migrateWarehouse in your own process';
const zone = /^casm: CASM_TIME_ZONE: the time zone US\/Pacific-New is not known to PostgreSQL/;

test('every command names each problem of its databases in a line, and ends with exit code 2', async (t) => {
  const env = { ...settingsFor(await freshUrl(t)), CASM_TIME_ZONE: 'US/Pacific-New' };
  const expected: ReadonlyArray<readonly [string, ReadonlyArray<string | RegExp>]> = [
    ['serve', [store, dwh, zone]],
    ['relay', [store]],
    ['dwh', [dwh, zone]],
    ['migrate', [zone]],
    ['seed', [store]],
    ['outbox', [store]],
    ['replay', [store]],
    ['dwh report', [dwh, zone]],
    ['dwh dead-letters', [dwh, zone]],
    ['dwh reconcile', [store, dwh, zone]],
  ];
  for (const [command, lines] of expected) {
    const [code, ...told] = await linesOf(command.split(' '), env);
    t.is(code, 'exit code 2', command);
    t.is(told.length, lines.length, `${command}: ${told.join('\n')}`);
    lines.forEach((line, at) =>
      typeof line === 'string' ? t.is(told[at], line, command) : t.regex(told[at] ?? '', line, command),
    );
  }
});

test('a problem that two settings share is told once, and casm dev is refused as well', async (t) => {
  const url = await freshUrl(t, `encoding 'LATIN1' lc_collate 'C' lc_ctype 'C' template template0`);
  const encoding = /^casm: CASM_DATABASE_URL, CASM_DWH_DATABASE_URL: the database has the encoding LATIN1/;
  for (const args of [['migrate'], ['dev', '--port', '0', '--data-dir', await freshFolder(t)]]) {
    const [code, first, ...rest] = await linesOf(args, settingsFor(url));
    t.is(code, 'exit code 2');
    t.regex(first ?? '', encoding);
    t.deepEqual(rest, []);
  }
});

const serving = (
  t: ExecutionContext,
  env: Readonly<Record<string, string>>,
  ...args: ReadonlyArray<string>
): Spawned => {
  const spawned = casm(args, env);
  t.teardown(async () => {
    spawned.process.kill('SIGTERM');
    await spawned.ended;
  });
  return spawned;
};

const says = (spawned: Spawned, text: RegExp): Promise<void> =>
  waitUntil(() => text.test(spawned.stdout()), {
    deadlineMs: 20_000,
    describe: () => `${text.source} in ${spawned.stdout()}`,
  });

const urlIn = (spawned: Spawned): string => /"url":"([^"]+)"/.exec(spawned.stdout())?.[1] ?? '';

test('a schema that a newer release has migrated meanwhile makes a process not ready, and readiness names it', async (t) => {
  const url = await freshUrl(t);
  t.is((await casm(['migrate'], settingsFor(url)).ended).code, 0);
  const api = serving(t, settingsFor(url), 'serve', '--port', '0');
  await says(api, /"ready"/);
  t.is((await fetch(`${urlIn(api)}/readyz`)).status, 200);
  await query(url, `insert into casm.migration (name) values ('9999_of_the_future.sql')`);
  let body = '';
  await waitUntil(
    async () => {
      const reply = await fetch(`${urlIn(api)}/readyz`);
      body = await reply.text();
      return reply.status === 503;
    },
    { deadlineMs: 20_000, describe: () => `not ready: ${body}` },
  );
  t.regex(body, /the schema casm is newer than this release, which does not know 9999_of_the_future/);
});

test('while a database cannot be reached the API is up and not ready, and the relay and the warehouse say what they wait for', async (t) => {
  const env = settingsFor(`postgres://casm@127.0.0.1:${await freePort()}/casm`);
  const api = serving(t, env, 'serve', '--port', '0');
  await says(
    api,
    /a database cannot be checked.*CASM_DATABASE_URL, CASM_DWH_DATABASE_URL: the database cannot be reached/,
  );
  await says(api, /"ready"/);
  t.is((await fetch(`${urlIn(api)}/livez`)).status, 200);
  t.is((await fetch(`${urlIn(api)}/readyz`)).status, 503);
  await says(
    serving(t, env, 'relay'),
    /the relay waits for a database \(CASM_DATABASE_URL: the database cannot be reached/,
  );
  await says(
    serving(t, env, 'dwh'),
    /the warehouse waits for a database \(CASM_DWH_DATABASE_URL: the database cannot be reached/,
  );
});
