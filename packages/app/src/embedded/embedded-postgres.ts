import path from 'node:path';
import {
  EmbeddedPostgresMissing,
  FolderNotPassable,
  openCluster,
  runningPort,
  startServer,
  stopServer,
} from '@casm/embedded-postgres';
import { UserError } from '../user-error.js';
import { keptSecret, readIfThere } from './data-dir.js';

export interface EmbeddedPostgres {
  readonly url: string;
  readonly stop: () => Promise<void>;
}

const superuser = 'casm';

const passwordFileIn = (dataDir: string): string => path.join(dataDir, 'postgres-password');

const urlOf = (password: string, port: number): string =>
  `postgres://${superuser}:${password}@127.0.0.1:${port}/postgres`;

/**
 * PostgreSQL under `dataDir`, kept between runs. One that a killed process has left behind is adopted. Throws a UserError where the
 * user who runs it cannot get to the folder, or where it is not installed.
 */
export const startEmbeddedPostgres = async (dataDir: string): Promise<EmbeddedPostgres> => {
  const password = await keptSecret(passwordFileIn(dataDir));
  try {
    const cluster = await openCluster({ folder: dataDir, superuser, password, durable: true });
    const port = await startServer(cluster, { max_connections: '100' });
    return { url: urlOf(password, port), stop: () => stopServer(cluster) };
  } catch (error) {
    if (error instanceof EmbeddedPostgresMissing)
      throw new UserError(`${error.message}, so that there is no PostgreSQL to start: set CASM_DATABASE_URL`);
    if (!(error instanceof FolderNotPassable)) throw error;
    throw new UserError(`${error.message}: choose a folder that everybody may pass with --data-dir`);
  }
};

/** Where the PostgreSQL of this folder listens, if it runs. */
export const runningPostgresUrl = async (dataDir: string): Promise<string | null> => {
  const port = await runningPort(path.resolve(dataDir));
  const password = await readIfThere(passwordFileIn(dataDir));
  return port === null || password === null ? null : urlOf(password.trim(), port);
};
