import * as t from 'io-ts';
import { decodeRow } from '../rows.js';
import type { SqlConnection } from '../sql-connection.js';
import type { DatabaseProblem } from './database-problem.js';

const PidRow = t.type({ pid: t.number });

const serverOf = async (session: SqlConnection): Promise<number> =>
  decodeRow(PidRow)((await session.query({ text: 'select pg_backend_pid() as pid' })).rows[0]).pid;

/**
 * Whether the server process announced at login is the one that answers, which excludes a pooler. The driver stores its
 * id as `processID`, without a type declaration.
 */
export const hasServerOfItsOwn = async (session: SqlConnection): Promise<boolean> =>
  'processID' in session && session.processID === (await serverOf(session));

/** Enough rounds to expose a pooler that assigns server processes per statement, even under load. */
const rounds = 5;

/**
 * Detects a pooler in transaction or statement mode: two open sessions must each have one server process of their own.
 * Such a pooler loses prepared statements, session settings and session locks.
 */
export const poolerProblems = async (a: SqlConnection, b: SqlConnection): Promise<ReadonlyArray<DatabaseProblem>> => {
  const [ofA, ofB] = [new Set<number>(), new Set<number>()];
  for (let round = 0; round < rounds; round += 1) {
    ofA.add(await serverOf(a));
    ofB.add(await serverOf(b));
  }
  const isShared = ofA.size > 1 || ofB.size > 1 || [...ofA].some((pid) => ofB.has(pid));
  return isShared
    ? [
        {
          name: 'pooler',
          detail:
            'a pooler in transaction or statement mode is in the way, and sessions have no server process of their own: it must be in session mode (PgBouncer: pool_mode = session)',
        },
      ]
    : [];
};
