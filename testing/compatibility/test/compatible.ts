import { fileURLToPath } from 'node:url';
import {
  casmCommand,
  freshFolder,
  moveTo,
  pgbouncerMissing,
  type PoolMode,
  type RunningPostgres,
  segmentInWarehouse,
  skipReason,
  startPgBouncer,
  waitUntil,
} from '@casm/test-engines';
import test, { type ExecutionContext } from 'ava';
import { type Databases, databasesOf } from './databases.js';
import { brokenLaws, lawCount } from './laws.js';
import { committedSchemas, statementsOf } from './schema-dump.js';
import { execute, germanMessages, type Server, speaksGerman } from './servers.js';
import { behindPooler, inUrl, onDatabase, onRole, onServer, type Settings, type Surroundings } from './surroundings.js';

const { casm, casmDev } = casmCommand([fileURLToPath(import.meta.resolve('@casm/app/dist/main.js'))]);

/* Each DateStyle, each order of its parts and each IntervalStyle is in one of them. */
const careless = {
  synchronous_commit: 'off',
  default_transaction_isolation: 'serializable',
  TimeZone: 'Asia/Kathmandu',
};
const german: Settings = { ...careless, DateStyle: 'German, DMY', IntervalStyle: 'sql_standard' };
const british: Settings = { ...careless, DateStyle: 'SQL, DMY', IntervalStyle: 'iso_8601', client_encoding: 'LATIN1' };
const classic: Settings = {
  ...careless,
  DateStyle: 'Postgres, MDY',
  IntervalStyle: 'postgres_verbose',
  search_path: 'public',
};
const yearFirst: Settings = { ...careless, DateStyle: 'ISO, YMD', IntervalStyle: 'postgres', lock_timeout: '1ms' };

const noPooler = skipReason(await pgbouncerMissing());

interface Running {
  readonly admin: string;
  readonly databases: Databases;
  readonly stop: RunningPostgres['stop'];
}

/** A change by casm dev on an empty database there, from the request to the warehouse. */
const flows = async (t: ExecutionContext, { databases }: Running, { enter }: Surroundings): Promise<void> => {
  const url = await databases.empty();
  const dev = await casmDev(t, await freshFolder(t), { CASM_DATABASE_URL: await enter(url) });
  const moved = await dev.call('PUT', '/v1/casm/customers/segment', moveTo('SOHO', 'moved'));
  t.is(moved.status, 200, moved.text);
  await waitUntil(async () => (await segmentInWarehouse(dev)) === 'SOHO', {
    deadlineMs: 30_000,
    describe: () => `the warehouse has the move: ${dev.stdout()}`,
  });
  const { code } = await dev.end('SIGTERM');
  t.is(code, 0);
};

/** The tests of one server, or one that is skipped where it is not installed. */
export const compatible = (server: Server): void => {
  const skipped = (title: string, why: string): void =>
    test.skip(`${server.name}${title === '' ? '' : `, ${title}`} (${why})`, (t) => t.fail());
  if (server.missing !== null) return skipped('', server.missing);

  let running: Running | null = null;
  const run = (): Running => {
    if (running === null) throw new Error(`${server.name} does not run`);
    return running;
  };
  test.before(async () => {
    const { url: admin, stop } = await server.start();
    running = { admin, databases: await databasesOf(admin), stop };
  });
  test.after.always(() => running?.stop());

  const holds = (title: string, surround: () => Promise<Surroundings>): void =>
    test.serial(`${server.name}, ${title}: ${lawCount} laws, and a change from request to warehouse`, async (t) => {
      const surroundings = await surround();
      t.teardown(surroundings.leave);
      t.deepEqual(await brokenLaws(run().databases, surroundings), []);
      await flows(t, run(), surroundings);
    });

  /** By `casm serve`, in a line that says why. */
  const refuses = (title: string, why: RegExp, make: (t: ExecutionContext) => Promise<string>): void =>
    test.serial(`${server.name}, ${title}: refused`, async (t) => {
      const url = await make(t);
      const env = { CASM_DATABASE_URL: url, CASM_DWH_DATABASE_URL: url, CASM_API_TOKENS: 'crm:secret-secret-secret' };
      const { code, stderr } = await casm(['serve', '--port', '0'], env).ended;
      t.is(code, 2, stderr);
      t.regex(stderr, why);
    });
  const refusesAfter = (title: string, why: RegExp, ...statements: ReadonlyArray<string>): void =>
    refuses(title, why, async () => {
      const url = await run().databases.migrated();
      const database = new URL(url).pathname.slice(1);
      await execute(url, ...statements.map((statement) => statement.replaceAll('DATABASE', database)));
      return url;
    });

  holds('defaults of the server', () => onServer(run().admin, german));
  holds('defaults of the database', async () => onDatabase(run().admin, british));
  holds('a role’s own defaults', () => onRole(run().admin, classic));
  holds('`?options=` of the URL', async () => inUrl(yearFirst));

  if (server.translations === null)
    holds('German messages', async () => {
      const surroundings = await onServer(run().admin, germanMessages);
      if (!(await speaksGerman(run().admin))) throw new Error('the server does not speak German');
      return surroundings;
    });
  else skipped('German messages', server.translations);

  const { dumpProgram } = server;
  const dumpTitle = 'the committed schemas make what the migrations make, as pg_dump tells it';
  if (dumpProgram === null) skipped(dumpTitle, 'it comes without pg_dump');
  else
    test.serial(`${server.name}: ${dumpTitle}`, async (t) => {
      const { databases } = run();
      const [migrated, loaded] = [await databases.migrated(), await databases.empty()];
      await execute(loaded, ...(await committedSchemas()));
      t.deepEqual(await statementsOf(dumpProgram, loaded), await statementsOf(dumpProgram, migrated));
    });

  const latin1 = `encoding 'LATIN1' lc_collate 'C' lc_ctype 'C'`;
  refuses('a database in LATIN1', /CASM_DATABASE_URL.*: the database has the encoding LATIN1/, () =>
    run().databases.empty(latin1),
  );
  refusesAfter(
    'a read-only database',
    /CASM_DATABASE_URL.*: transactions are read-only here/,
    'alter database DATABASE set default_transaction_read_only = on',
  );
  refusesAfter(
    'a schema one migration behind',
    /CASM_DATABASE_URL: the schema casm is older than this release: it lacks \d+_\w+; run casm migrate/,
    'delete from casm.migration where name = (select max(name) from casm.migration)',
  );
  refusesAfter(
    'a schema one migration ahead',
    /CASM_DATABASE_URL: the schema casm is newer than this release, which does not know 9999_next/,
    `insert into casm.migration (name) values ('9999_next.sql')`,
  );

  if (noPooler !== null) return skipped('behind PgBouncer', noPooler);
  holds('behind PgBouncer in session mode', () => behindPooler('session', run().admin));
  for (const mode of ['transaction', 'statement'] satisfies ReadonlyArray<PoolMode>)
    refuses(
      `behind PgBouncer in ${mode} mode`,
      /CASM_DATABASE_URL.*: a pooler in transaction or statement mode/,
      async (t) => {
        const { behind, stop } = await startPgBouncer(mode, run().admin);
        t.teardown(stop);
        return behind(await run().databases.migrated());
      },
    );
};
