import { type PostgresStore, postgresStore, type PostgresWarehouse, postgresWarehouse } from '@casm/adapter-postgres';
import * as E from 'fp-ts/lib/Either.js';
import type { TaskEither } from 'fp-ts/lib/TaskEither.js';
import type { Config } from '../config.js';
import { runningPostgresUrl } from '../embedded/embedded-postgres.js';
import { type ConfiguredDatabase, mustBeUsable } from '../runtime/check-databases.js';
import { storeDatabase, warehouseDatabase } from '../runtime/databases.js';
import { dwhSchema, operationalSchema } from '../runtime/names.js';
import { UserError } from '../user-error.js';

/*
 * What an operator's commands work on: the configured database, or that of the casm dev that runs on the folder. There
 * they act as the role that is made for them; on a database of the operator's own, as the user of its URL.
 */

type Setting = 'CASM_DATABASE_URL' | 'CASM_DWH_DATABASE_URL';

interface Place {
  readonly url: string;
  /** What the operator knows it by. */
  readonly setting: string;
  /** True: its user is the superuser of a casm dev, who acts as the roles that the migrations made. */
  readonly embedded: boolean;
}

const placeOf = async (configured: string | null, setting: Setting, dataDir: string): Promise<Place> => {
  if (configured !== null) return { url: configured, setting, embedded: false };
  const url = await runningPostgresUrl(dataDir);
  if (url !== null) return { url, setting: `the database of the casm dev on ${dataDir}`, embedded: true };
  throw new UserError(`there is no database to work on: no casm dev runs on ${dataDir}, and ${setting} is not set`);
};

type StoreRights = 'service' | 'journal_reader' | 'key_keeper';
type WarehouseRights = 'subscriber' | 'repairer';

const storePlace = async (
  { databaseUrl }: Config,
  dataDir: string,
  rights: StoreRights,
): Promise<ConfiguredDatabase> => {
  const { url, setting, embedded } = await placeOf(databaseUrl, 'CASM_DATABASE_URL', dataDir);
  const databaseRole = embedded ? `${operationalSchema}_${rights}` : null;
  return { ...storeDatabase({ databaseUrl: url, databaseRole }, rights), setting };
};

const warehousePlace = async (
  { dwhDatabaseUrl, timeZone }: Config,
  dataDir: string,
  rights: WarehouseRights,
): Promise<ConfiguredDatabase> => {
  const { url, setting, embedded } = await placeOf(dwhDatabaseUrl, 'CASM_DWH_DATABASE_URL', dataDir);
  const dwhDatabaseRole = embedded ? `${dwhSchema}_${rights}` : null;
  return { ...warehouseDatabase({ dwhDatabaseUrl: url, dwhDatabaseRole, timeZone }, rights), setting };
};

/** The operational store, checked, as `rights` allow. */
export const storeFor = async (config: Config, dataDir: string, rights: StoreRights): Promise<PostgresStore> => {
  const database = await storePlace(config, dataDir, rights);
  await mustBeUsable([database]);
  return postgresStore({ ...database, campaignChunkRows: config.campaignChunkRows });
};

const warehouseFor = async (config: Config, dataDir: string, rights: WarehouseRights): Promise<PostgresWarehouse> => {
  const database = await warehousePlace(config, dataDir, rights);
  await mustBeUsable([database]);
  return postgresWarehouse({ ...database, timeZone: config.timeZone });
};

export const warehouseToRead = (config: Config, dataDir: string): Promise<PostgresWarehouse> =>
  warehouseFor(config, dataDir, 'subscriber');

export const warehouseToRepair = (config: Config, dataDir: string): Promise<PostgresWarehouse> =>
  warehouseFor(config, dataDir, 'repairer');

/** The journal and the warehouse that is mended by it; both are checked before either is opened. */
export const journalAndWarehouse = async (
  config: Config,
  dataDir: string,
): Promise<{ readonly store: PostgresStore; readonly warehouse: PostgresWarehouse }> => {
  const store = await storePlace(config, dataDir, 'journal_reader');
  const warehouse = await warehousePlace(config, dataDir, 'repairer');
  await mustBeUsable([store, warehouse]);
  return { store: postgresStore(store), warehouse: postgresWarehouse({ ...warehouse, timeZone: config.timeZone }) };
};

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
