import { type StoreUnavailable, storeUnavailable } from '@casm/core';
import * as E from 'fp-ts/lib/Either.js';
import type * as TE from 'fp-ts/lib/TaskEither.js';
import pg from 'pg';
import { addressesOf, inTime, settingsOf } from '../connection.js';
import type { DatabaseUrl } from '../postgres-connection.js';
import { reasonOf, toStoreFailure } from '../failures.js';
import type { SchemaKind } from '../migrations.js';
import { primaryOf } from '../own-pool.js';
import { SettingNotTaken, swapSettings } from '../session-settings.js';
import { contentProblems, type Rights } from './content-problems.js';
import type { DatabaseProblem } from './database-problem.js';
import { hasServerOfItsOwn, poolerProblems } from './pooler-problems.js';
import { serverProblems } from './server-problems.js';
import { timeZoneProblems } from './time-zone-problems.js';

/** A database, and the requirements that `checkDatabase` compares it with. */
export interface DatabaseToCheck extends DatabaseUrl {
  readonly holds: SchemaKind;
  /** The group role whose rights the work needs, as the migrations define it; `owner` for migrations. */
  readonly rights: Rights;
  /** IANA name of the time zone that defines days. */
  readonly timeZone?: string;
}

/**
 * Lists every problem that prevents this release from working on a database, in a fixed order. It changes nothing.
 * StoreUnavailable: the database cannot be reached now.
 */
export const checkDatabase =
  (database: DatabaseToCheck): TE.TaskEither<StoreUnavailable, ReadonlyArray<DatabaseProblem>> =>
  async () => {
    const sessions: Array<pg.Client> = [];
    const connect = async (address: string): Promise<pg.Client> => {
      const session = sessionOf(address);
      sessions.push(session);
      await session.connect();
      return session;
    };
    try {
      const address = await primaryOf(addressesOf(database.url), inTime.client);
      const [session, another] = await Promise.all([connect(address), connect(address)]);
      return E.right(await problemsOf(database, session, another));
    } catch (error) {
      const failure = toStoreFailure(error);
      return failure._tag === 'StoreMisconfigured'
        ? E.right([{ name: 'access', detail: `the database cannot be used: ${failure.detail}` }])
        : E.left(storeUnavailable(failure.detail));
    } finally {
      await Promise.all(sessions.map((session) => session.end().catch(() => undefined)));
    }
  };

const sessionOf = (address: string): pg.Client => {
  const session = new pg.Client({
    ...inTime.client,
    connectionString: address,
    application_name: 'casm-check',
  });
  // A broken connection rejects the statement in flight, which reports the error.
  session.on('error', () => undefined);
  return session;
};

const problemsOf = async (
  database: DatabaseToCheck,
  session: pg.Client,
  another: pg.Client,
): Promise<ReadonlyArray<DatabaseProblem>> => {
  const ofServer = await serverProblems(session);
  const ofPooler = (await hasServerOfItsOwn(session)) ? [] : await poolerProblems(session, another);
  // Settings made in a pooled session would leak into the next session.
  if (ofPooler.length > 0) return [...ofServer, ...ofPooler];
  const ofSettings = await settingsProblems(database, session);
  if (ofSettings.length > 0) return [...ofServer, ...ofSettings];
  return [
    ...ofServer,
    ...(await contentProblems(session, database)),
    ...(database.timeZone === undefined ? [] : await timeZoneProblems(session, database.timeZone)),
  ];
};

const settingsProblems = async (
  database: DatabaseToCheck,
  session: pg.Client,
): Promise<ReadonlyArray<DatabaseProblem>> => {
  try {
    await swapSettings(session, { ...settingsOf(database), ...inTime.settings });
    return [];
  } catch (error) {
    if (error instanceof SettingNotTaken || toStoreFailure(error)._tag === 'StoreMisconfigured')
      return [{ name: 'settings', detail: `a session does not get its settings: ${reasonOf(error)}` }];
    throw error;
  }
};
