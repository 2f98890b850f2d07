import { type PostgresStore, postgresStore, type PostgresWarehouse, postgresWarehouse } from '@casm/adapter-postgres';
import * as E from 'fp-ts/lib/Either.js';
import type { TaskEither } from 'fp-ts/lib/TaskEither.js';
import type { Config } from '../config.js';
import { runningPostgresUrl } from '../embedded/embedded-postgres.js';
import { dwhSchema, operationalSchema } from '../runtime/names.js';
import { UserError } from '../user-error.js';

/*
 * What an operator's commands work on: the configured database, or that of the casm dev that runs on the folder. There
 * they act as the role that is made for them; on a database of the operator's own, as the user of its URL.
 */

type Setting = 'CASM_DATABASE_URL' | 'CASM_DWH_DATABASE_URL';

const placeOf = async (
  configured: string | null,
  setting: Setting,
  dataDir: string,
  role: string,
): Promise<{ readonly url: string; readonly role?: string }> => {
  if (configured !== null) return { url: configured };
  const url = await runningPostgresUrl(dataDir);
  if (url !== null) return { url, role };
  throw new UserError(`there is no database to work on: no casm dev runs on ${dataDir}, and ${setting} is not set`);
};

/** The operational store, as `role` may use it. */
export const storeFor = async (
  { databaseUrl }: Config,
  dataDir: string,
  role: 'service' | 'journal_reader',
): Promise<PostgresStore> =>
  postgresStore({
    ...(await placeOf(databaseUrl, 'CASM_DATABASE_URL', dataDir, `${operationalSchema}_${role}`)),
    schema: operationalSchema,
  });

const warehouseAs = async (
  { dwhDatabaseUrl, timeZone }: Config,
  dataDir: string,
  role: 'subscriber' | 'repairer',
): Promise<PostgresWarehouse> =>
  postgresWarehouse({
    ...(await placeOf(dwhDatabaseUrl, 'CASM_DWH_DATABASE_URL', dataDir, `${dwhSchema}_${role}`)),
    schema: dwhSchema,
    timeZone,
  });

export const warehouseToRead = (config: Config, dataDir: string): Promise<PostgresWarehouse> =>
  warehouseAs(config, dataDir, 'subscriber');

export const warehouseToRepair = (config: Config, dataDir: string): Promise<PostgresWarehouse> =>
  warehouseAs(config, dataDir, 'repairer');

/** Runs, and closes whatever comes of it. */
export const closing = async <C extends { readonly close: () => Promise<void> }, A>(
  opened: C,
  run: (opened: C) => Promise<A>,
): Promise<A> => {
  try {
    return await run(opened);
  } finally {
    await opened.close();
  }
};

/** The result of a task; a failure is told in one line. */
export const found = async <A>(
  task: TaskEither<{ readonly _tag: string; readonly detail?: string }, A>,
): Promise<A> => {
  const result = await task();
  if (E.isRight(result)) return result.right;
  const { _tag, detail } = result.left;
  throw new UserError(detail === undefined ? _tag : `${_tag}: ${detail}`);
};
