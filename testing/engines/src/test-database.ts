import { randomUUID } from 'node:crypto';
import pg from 'pg';
import { startPostgres } from './start-postgres.js';

/** An empty database of its own. */
export interface TestDatabase {
  readonly url: string;
  /** Removes it, with whoever is still connected. */
  readonly drop: () => Promise<void>;
}

let server: Promise<string> | null = null;

/** The server that CASM_TEST_DATABASE_URL names, or one of our own that lives as long as this process. */
const serverUrl = (): Promise<string> => {
  const named = process.env['CASM_TEST_DATABASE_URL'];
  if (named !== undefined && named !== '') return Promise.resolve(named);
  server ??= startPostgres().then(({ url }) => url);
  return server;
};

const execute = async (connectionString: string, statement: string): Promise<void> => {
  const client = new pg.Client({ connectionString });
  await client.connect();
  try {
    await client.query(statement);
  } finally {
    await client.end();
  }
};

/** A fresh database per call. Rejects where PostgreSQL cannot be started. */
export const testDatabase = async (): Promise<TestDatabase> => {
  const maintenance = await serverUrl();
  const name = `casm_test_${randomUUID().replaceAll('-', '')}`;
  await execute(maintenance, `create database ${name}`);
  const url = new URL(maintenance);
  url.pathname = `/${name}`;
  return { url: url.href, drop: () => execute(maintenance, `drop database if exists ${name} with (force)`) };
};
