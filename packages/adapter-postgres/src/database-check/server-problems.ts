import * as t from 'io-ts';
import { decodeRow } from '../rows.js';
import type { SqlConnection } from '../sql-connection.js';
import type { DatabaseProblem } from './database-problem.js';

const oldestVersion = 15;

const statement = `
select
  current_setting('server_version') as version,
  current_setting('server_version_num')::integer / 10000 as major,
  pg_encoding_to_char(encoding) as encoding,
  pg_is_in_recovery() as standby,
  current_setting('transaction_read_only') = 'on' as read_only
from pg_database
where datname = current_database()`;

const ServerRow = t.type({
  version: t.string,
  major: t.number,
  encoding: t.string,
  standby: t.boolean,
  read_only: t.boolean,
});

/** Problems of the server and the database, independent of the schema. A server that is only read may be read-only. */
export const serverProblems = async (
  session: SqlConnection,
  isOnlyRead = false,
): Promise<ReadonlyArray<DatabaseProblem>> => {
  const { rows } = await session.query({ text: statement });
  const { version, major, encoding, standby, read_only } = decodeRow(ServerRow)(rows[0]);
  const problems: Array<DatabaseProblem> = [];
  if (major < oldestVersion)
    problems.push({
      name: 'server-version',
      detail: `the server is PostgreSQL ${version}: ${oldestVersion} or newer is needed`,
    });
  if (encoding !== 'UTF8')
    problems.push({
      name: 'encoding',
      detail: `the database has the encoding ${encoding}, which cannot hold every name: UTF8 is needed (create database … encoding 'UTF8' template template0)`,
    });
  if (isOnlyRead) return problems;
  if (standby)
    problems.push({ name: 'read-only', detail: 'the server is a standby, which takes no writes: use the primary' });
  else if (read_only)
    problems.push({
      name: 'read-only',
      detail: 'transactions are read-only here (default_transaction_read_only): somebody has forbidden to write',
    });
  return problems;
};
