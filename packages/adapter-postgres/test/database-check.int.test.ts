import { failsWith, succeeds } from '@casm/core/testing';
import test, { type ExecutionContext } from 'ava';
import * as E from 'fp-ts/lib/Either.js';
import pg from 'pg';
import { poolerProblems } from '../src/database-check/pooler-problems.js';
import { usableDatabase } from '../src/database-check/content-problems.js';
import { serverProblems } from '../src/database-check/server-problems.js';
import { timeZoneProblems } from '../src/database-check/time-zone-problems.js';
import {
  checkDatabase,
  type DatabaseToCheck,
  DatabaseUnusable,
  migrateOperational,
  migrateWarehouse,
  postgresStore,
  postgresWarehouse,
} from '../src/index.js';
import { url } from './database.js';

const admin = new pg.Pool({ connectionString: url });
test.after.always(() => admin.end());

let drawn = 0;
const fresh = (prefix: string): string => {
  drawn += 1;
  return `${prefix}_${process.pid}_${drawn}`;
};

const migrated = async (holds: DatabaseToCheck['holds']): Promise<string> => {
  const schema = fresh('checked');
  await (holds === 'operational' ? migrateOperational : migrateWarehouse)({ url, schema });
  return schema;
};

/** All problems, as name and detail. */
const problemsOf = async (database: Partial<DatabaseToCheck> & { readonly schema: string }) =>
  (await succeeds(checkDatabase({ url, holds: 'operational', rights: 'service', ...database }))).map(
    ({ name, detail }) => `${name}: ${detail}`,
  );

const newUser = async (t: ExecutionContext): Promise<{ readonly user: string; readonly asUser: string }> => {
  const user = fresh('user');
  await admin.query(`create role ${user} login`);
  t.teardown(async () => {
    await admin.query(`drop owned by ${user}`);
    await admin.query(`drop role ${user}`);
  });
  const asUser = new URL(url);
  asUser.username = user;
  return { user, asUser: asUser.href };
};

const newDatabase = async (t: ExecutionContext, options: string): Promise<string> => {
  const database = fresh('other');
  await admin.query(`create database ${database} ${options}`);
  t.teardown(() => admin.query(`drop database ${database} with (force)`).then(() => undefined));
  const there = new URL(url);
  there.pathname = database;
  return there.href;
};

const latin1 = `encoding 'LATIN1' lc_collate 'C' lc_ctype 'C' template template0`;

test('a migrated schema has no problems for any task', async (t) => {
  const [store, dwh] = [await migrated('operational'), await migrated('warehouse')];
  for (const rights of ['owner', 'service', 'journal_reader'] as const) {
    t.deepEqual(await problemsOf({ schema: store, rights }), [], rights);
    if (rights !== 'owner') t.deepEqual(await problemsOf({ schema: store, rights, role: `${store}_${rights}` }), []);
  }
  for (const rights of ['owner', 'subscriber', 'repairer'] as const) {
    t.deepEqual(await problemsOf({ schema: dwh, holds: 'warehouse', rights, timeZone: 'Europe/Vienna' }), [], rights);
    if (rights !== 'owner')
      t.deepEqual(await problemsOf({ schema: dwh, holds: 'warehouse', rights, role: `${dwh}_${rights}` }), []);
  }
});

test('a missing, older or newer schema is detected by its migrations', async (t) => {
  t.deepEqual(await problemsOf({ schema: 'not_there' }), [
    'schema-missing: the schema not_there is not there: run casm migrate, or migrateOperational in your own process',
  ]);
  const schema = await migrated('operational');
  await admin.query(`delete from ${schema}.migration where name = '0006_outbox_by_topic.sql'`);
  await admin.query(`insert into ${schema}.migration (name) values ('9999_of_the_future.sql')`);
  t.deepEqual(await problemsOf({ schema }), [
    `schema-older: the schema ${schema} is older than this release: it lacks 0006_outbox_by_topic; run casm migrate, or migrateOperational in your own process`,
    `schema-newer: the schema ${schema} is newer than this release, which does not know 9999_of_the_future: use the release that has migrated it`,
  ]);
});

test('a compatible migration lets the previous release continue; an unknown incompatible one is never migrated over', async (t) => {
  const schema = await migrated('operational');
  await admin.query(`insert into ${schema}.migration (name, compatible) values ('9998_more.sql', true)`);
  t.deepEqual(await problemsOf({ schema }), []);
  t.deepEqual(await migrateOperational({ url, schema }), []);
  await admin.query(`insert into ${schema}.migration (name) values ('9999_other.sql')`);
  const error = await t.throwsAsync(migrateOperational({ url, schema }), { instanceOf: DatabaseUnusable });
  t.deepEqual(
    error?.problems.map(({ name }) => name),
    ['schema-newer'],
  );
});

test('a schema whose migration table has no column for compatibility is migrated and checked', async (t) => {
  const schema = await migrated('operational');
  await admin.query(`alter table ${schema}.migration drop column compatible`);
  t.deepEqual(await problemsOf({ schema }), []);
  await admin.query(`delete from ${schema}.migration where name = '0010_migrations_are_read.sql'`);
  t.deepEqual(await migrateOperational({ url, schema }), ['0010_migrations_are_read.sql']);
  const { rows } = await admin.query(`select compatible from ${schema}.migration where name like '0010%'`);
  t.deepEqual(rows, [{ compatible: true }]);
});

test('a database with an unsuitable encoding is refused, and nothing is created in it', async (t) => {
  const there = await newDatabase(t, latin1);
  const migration = await t.throwsAsync(migrateOperational({ url: there, schema: 'casm' }), {
    instanceOf: DatabaseUnusable,
    message: /encoding LATIN1/,
  });
  t.is(migration?.problems.length, 1);
  t.deepEqual(await problemsOf({ url: there, schema: 'casm' }), [
    `encoding: the database has the encoding LATIN1, which cannot hold every name: UTF8 is needed (create database … encoding 'UTF8' template template0)`,
    'schema-missing: the schema casm is not there: run casm migrate, or migrateOperational in your own process',
  ]);
});

test('a read-only database is refused with the setting’s name, and is not ready', async (t) => {
  const there = await newDatabase(t, '');
  await migrateOperational({ url: there, schema: 'casm' });
  await admin.query(`alter database ${new URL(there).pathname.slice(1)} set default_transaction_read_only = on`);
  const expected = /transactions are read-only here \(default_transaction_read_only\)/;
  t.regex((await problemsOf({ url: there, schema: 'casm' })).join('\n'), expected);
  const store = postgresStore({ url: there, schema: 'casm' });
  t.teardown(store.close);
  const failure = await failsWith(store.ping);
  t.regex(failure._tag === 'StoreMisconfigured' ? failure.detail : failure._tag, expected);
});

test('a user’s missing rights are reported with their tables and the remedy', async (t) => {
  const [schema, { user, asUser }] = [await migrated('operational'), await newUser(t)];
  const problems = () => problemsOf({ url: asUser, schema });
  t.deepEqual(await problems(), [`rights: ${user} may not use the schema ${schema}`]);
  await admin.query(`grant usage on schema ${schema} to ${user}`);
  t.deepEqual(await problems(), [`rights: ${user} may not read ${schema}.migration`]);
  await admin.query(`grant select on all tables in schema ${schema} to ${user}`);
  t.regex(
    (await problems()).join(),
    new RegExp(
      `^rights: ${user} lacks rights in the schema ${schema} \\(.*insert, update on customer;.*\\): grant ${schema}_service to ${user}$`,
    ),
  );
  await admin.query(`grant ${schema}_service to ${user}`);
  t.deepEqual(await problems(), []);
  await admin.query(`revoke ${schema}_service from ${user}`);
});

test('tables restored without their grants are detected by the missing select right', async (t) => {
  const [schema, { user, asUser }] = [await migrated('operational'), await newUser(t)];
  await admin.query(`revoke all on all tables in schema ${schema} from ${schema}_service`);
  await admin.query(`revoke all on all sequences in schema ${schema} from ${schema}_service`);
  await admin.query(`grant usage on schema ${schema} to ${user}`);
  await admin.query(`grant select on ${schema}.migration to ${user}`);
  t.regex((await problemsOf({ url: asUser, schema })).join(), /select on customer;/);
});

test('a user who may not migrate gets the missing rights reported', async (t) => {
  const { user, asUser } = await newUser(t);
  t.deepEqual(await problemsOf({ url: asUser, schema: 'not_there', rights: 'owner' }), [
    `rights: ${user} may not create the schema not_there: grant create on the database to ${user}`,
    `rights: ${user} may not create roles, which the migrations do: alter role ${user} createrole`,
  ]);
  const schema = await migrated('operational');
  await admin.query(`grant usage on schema ${schema} to ${user}`);
  await admin.query(`grant select on ${schema}.migration to ${user}`);
  const problems = await problemsOf({ url: asUser, schema, rights: 'owner' });
  t.is(problems[0], `rights: ${user} may not create anything in the schema ${schema}: migrate as its owner`);
  t.regex(problems[1] ?? '', /does not own .*customer.*: migrate as their owner/);
});

test('a role that the user may not act as, and a refused login, are reported', async (t) => {
  const [schema, { asUser }] = [await migrated('operational'), await newUser(t)];
  t.regex((await problemsOf({ url: asUser, schema, role: `${schema}_service` })).join(), /^settings: .*42501/);
  const nobody = new URL(url);
  nobody.username = 'nobody_at_all';
  t.regex((await problemsOf({ url: nobody.href, schema })).join(), /^access: .*28000/);
});

test('a database that does not answer is reported as unavailable, not as a problem', async (t) => {
  const checked = await checkDatabase({
    url: 'postgres://x@127.0.0.1:1/x',
    schema: 'casm',
    holds: 'operational',
    rights: 'service',
  })();
  t.is(E.isLeft(checked) ? checked.left._tag : 'asked', 'StoreUnavailable');
});

const fakeSession = (...answers: ReadonlyArray<object>) => {
  const rest = [...answers];
  return { query: () => Promise.resolve({ rows: [rest.length > 1 ? (rest.shift() ?? {}) : (rest[0] ?? {})] }) };
};

test('an old server and a standby are refused by name', async (t) => {
  const server = { version: '14.9', major: 14, encoding: 'UTF8', standby: true, read_only: true };
  t.deepEqual(await serverProblems(fakeSession(server)), [
    { name: 'server-version', detail: 'the server is PostgreSQL 14.9: 15 or newer is needed' },
    { name: 'read-only', detail: 'the server is a standby, which takes no writes: use the primary' },
  ]);
});

test('a pooler that shares server processes is detected, and separate server processes are accepted', async (t) => {
  const of = (...pids: ReadonlyArray<number>) => fakeSession(...pids.map((pid) => ({ pid })));
  t.deepEqual(await poolerProblems(of(1), of(2)), []);
  for (const [a, b] of [
    [of(1), of(1)],
    [of(1, 2), of(3)],
    [of(1), of(2, 2, 3)],
  ] as const)
    t.is((await poolerProblems(a, b))[0]?.name, 'pooler');
});

test('a time zone with the same days on both sides is accepted', async (t) => {
  for (const zone of ['UTC', 'Europe/Vienna', 'America/New_York', 'Asia/Kathmandu', 'Australia/Lord_Howe', 'Etc/GMT+5'])
    t.deepEqual(await timeZoneProblems(admin, zone), [], zone);
});

test('a time zone that one side does not know, or interprets differently, is refused', async (t) => {
  const details = async (zone: string) => (await timeZoneProblems(admin, zone)).map(({ detail }) => detail).join();
  t.is(
    await details('US/Pacific-New'),
    'the time zone US/Pacific-New is not known to PostgreSQL; use a name such as Europe/Vienna',
  );
  // Israel in PostgreSQL, India in Node.
  t.regex(await details('IST'), /IST is another one to PostgreSQL: 20\S+Z is \S+ \S+ there and \S+ \S+ here/);
  // PostgreSQL knows these as abbreviations of other zones, or not at all.
  for (const zone of ['PST', 'CST', 'ACT', 'SST'])
    t.regex(await details(zone), /is another one to PostgreSQL|is not known to/, zone);
  // A POSIX string in PostgreSQL, with the opposite sign.
  t.regex(await details('UTC+3'), /UTC\+3 is not known to this process|another one/);
  t.regex(await details('Mars/Phobos'), /is not known to this process/);
});

test('a zone with newer rules on one side is refused if days in the checked range differ, and accepted before', async (t) => {
  // One hour ahead of the zone until the date of the rule change that the other side knows.
  const localTime = (instant: string): string =>
    new Date(Date.parse(instant) + (instant < '2026-11-01' ? 2 : 1) * 3_600_000)
      .toISOString()
      .slice(0, 19)
      .replace('T', ' ');
  const behind = {
    query: ({ values = [] }: { values?: Array<unknown> }) => {
      const instants = Array.isArray(values[0]) ? values[0].map(String) : [];
      return Promise.resolve({ rows: instants.map((instant) => ({ local: localTime(instant) })) });
    },
  };
  const problems = await timeZoneProblems(behind, 'Etc/GMT-2', Date.parse('2026-06-01'));
  t.regex(
    problems.map(({ detail }) => detail).join(),
    /another one to PostgreSQL: 2026-11-0\dT22:00:00.000Z is .* 23:00:00 there/,
  );
  t.deepEqual(await timeZoneProblems(behind, 'Etc/GMT-2', Date.parse('2025-01-01')), []);
});

test('if days differ on both sides, a warehouse applies no message, and none becomes a dead letter', async (t) => {
  const schema = await migrated('warehouse');
  const { warehouse, deadLetters, repair, close } = postgresWarehouse({ url, schema, timeZone: 'US/Pacific-New' });
  t.teardown(close);
  const partition = { cluster: 'test', group: 'dwh', topic: 'casm.customer', partition: 0 };
  await succeeds(warehouse.claim([partition], 'me'));
  const positions = [{ partition, next: 1 }];
  const applied = await failsWith(warehouse.apply({ arrivals: [], deadLetters: [], positions, subscriber: 'me' }));
  t.is(applied._tag, 'StoreMisconfigured');
  t.is((await failsWith(repair.rederive))._tag, 'StoreMisconfigured');
  t.deepEqual(await succeeds(deadLetters.list(null, 10)), []);
});

test('a repeated check looks at schema and rights again after five seconds, or after a failure', async (t) => {
  const schema = await migrated('operational');
  let now = 0;
  const check = usableDatabase({ schema, holds: 'operational', rights: 'service' }, false, () => now);
  const at = async (ms: number): Promise<boolean> => {
    now = ms;
    return check(admin).then(
      () => true,
      () => false,
    );
  };
  t.true(await at(0));
  await admin.query(`alter table ${schema}.migration rename to hidden`);
  t.true(await at(4999), 'found in order less than five seconds ago');
  t.false(await at(5000));
  t.false(await at(5001));
  await admin.query(`alter table ${schema}.hidden rename to migration`);
  t.true(await at(5002));
});
