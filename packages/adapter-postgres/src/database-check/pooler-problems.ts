import * as t from 'io-ts';
import { decodeRow } from '../rows.js';
import type { SqlConnection } from '../sql-connection.js';
import type { DatabaseProblem } from './database-problem.js';

const PidRow = t.type({ pid: t.number });

const serverOf = async (session: SqlConnection): Promise<number> =>
  decodeRow(PidRow)((await session.query({ text: 'select pg_backend_pid() as pid' })).rows[0]).pid;

/**
 * Whether the process that the driver was told of at the login is the one that answers: then there is no pooler. The driver keeps
 * its number, and does not declare it.
 */
export const hasServerOfItsOwn = async (session: SqlConnection): Promise<boolean> =>
  'processID' in session && session.processID === (await serverOf(session));

/** Enough that a pooler that hands a server process to whoever comes next gives itself away, busy as it may be. */
const rounds = 5;

/**
 * Two sessions that are open at once have a server process each, which stays theirs. Where they do not, a pooler hands
 * processes round for each transaction or statement: prepared statements, settings and locks of a session get lost there.
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
