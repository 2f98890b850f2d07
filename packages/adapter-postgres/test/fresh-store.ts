import { type StoreOptions, succeeds } from '@casm/core/testing';
import {
  type ConnectionPool,
  migrateOperational,
  postgresStore,
  type PostgresStore,
  type PostgresStoreSettings,
} from '../src/index.js';

let schemas = 0;

/** A new migrated schema in the database at `url`. */
export const freshSchema = async (url: string): Promise<string> => {
  schemas += 1;
  const schema = `law_${process.pid}_${schemas}`;
  await migrateOperational({ url, schema });
  return schema;
};

export interface FreshStore extends PostgresStore {
  readonly another: PostgresStore;
}

/**
 * A store on a fresh schema, and a second one on the same data, as another process would have it. Acts as the service
 * role.
 */
export const freshStore = async (
  url: string,
  { catalogue, clock }: StoreOptions,
  closing: Array<() => Promise<void>>,
  { pool, ...batching }: PostgresStoreSettings & { readonly pool?: ConnectionPool } = {},
): Promise<FreshStore> => {
  const schema = await freshSchema(url);
  // Laws check answers, not their timing.
  const options = {
    ...(pool === undefined ? { url } : { pool }),
    schema,
    role: `${schema}_service`,
    maxWaitMs: 60_000,
    ...batching,
    ...(clock === undefined ? {} : { clock }),
  };
  const [store, another] = [postgresStore(options), postgresStore(options)];
  closing.push(store.close, another.close);
  await succeeds(store.catalogue.seed(catalogue));
  return { ...store, another };
};
