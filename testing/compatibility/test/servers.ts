import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { type RunningPostgres, startPostgres } from '@casm/test-engines';
import pg from 'pg';

/** A PostgreSQL that this machine may have. */
export interface Server {
  readonly name: string;
  /** Why it cannot be started here; null: it can. */
  readonly missing: string | null;
  /** Why it cannot speak German; null: it can. */
  readonly translations: string | null;
  /** Its pg_dump; null: it has none. */
  readonly dumpProgram: string | null;
  readonly start: () => Promise<RunningPostgres>;
}

/** Nothing here must survive a crash of the machine: without fsync the whole takes half the time. */
const quick = { fsync: 'off', max_connections: '400' };

const german = 'de_DE.UTF-8';

const hasGermanLocale = (): boolean => /^de_DE\.utf-?8$/im.test(String(spawnSync('locale', ['-a']).stdout));

const debians = '/usr/lib/postgresql/15/bin';

export const servers = {
  debian15: {
    name: 'PostgreSQL 15 of Debian',
    missing: existsSync(`${debians}/postgres`) ? null : 'not installed: apt-get install postgresql-15',
    translations: hasGermanLocale() ? null : `there is no locale ${german}: localedef -i de_DE -f UTF-8 ${german}`,
    dumpProgram: `${debians}/pg_dump`,
    start: () => startPostgres(quick, { binaries: debians }),
  },
  bundled: {
    name: 'the bundled PostgreSQL',
    missing: null,
    translations: 'it is built without translations',
    dumpProgram: null,
    start: () => startPostgres(quick),
  },
} satisfies Readonly<Record<string, Server>>;

/** Runs statements, each on its own, as the URL's user; answers with the rows of the last. */
export const execute = async (url: string, ...statements: ReadonlyArray<string>): Promise<ReadonlyArray<unknown>> => {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    let rows: ReadonlyArray<unknown> = [];
    for (const statement of statements) rows = (await client.query<Record<string, unknown>>(statement)).rows;
    return rows;
  } finally {
    await client.end();
  }
};

/** Whether an error of a new session is told in German. */
export const speaksGerman = async (url: string): Promise<boolean> => {
  try {
    await execute(url, 'select 1 / 0');
    return false;
  } catch (error) {
    if (!(error instanceof pg.DatabaseError)) throw error;
    return error.message === 'Division durch Null';
  }
};

export const germanMessages = { lc_messages: german };
