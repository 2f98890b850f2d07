import { migrationsOf, type SchemaKind } from '../migrations.js';
import type { SqlConnection } from '../sql-connection.js';
import { type DatabaseProblem, DatabaseUnusable } from './database-problem.js';
import { ownerProblems, rightsProblems } from './rights-problems.js';
import { serverProblems } from './server-problems.js';
import { newerProblems, schemaProblems, schemaState } from './schema-problems.js';

export type Rights = 'owner' | 'service' | 'journal_reader' | 'key_keeper' | 'subscriber' | 'repairer';

export interface Content {
  readonly schema: string;
  readonly holds: SchemaKind;
  readonly rights: Rights;
}

/** Problems of the schema and of the rights that the session's user has on it. */
export const contentProblems = async (
  session: SqlConnection,
  { schema, holds, rights }: Content,
): Promise<ReadonlyArray<DatabaseProblem>> => {
  const migrations = await migrationsOf(holds);
  const state = await schemaState(session, schema, migrations);
  if ('detail' in state) return [state];
  if (rights === 'owner')
    return [...newerProblems(schema, state.unknown), ...(await ownerProblems(session, schema, state))];
  return [...schemaProblems(schema, state, holds, migrations), ...(await rightsProblems(session, schema, rights))];
};

/** How long schema and rights count as in order after they were checked, in ms. The check is three statements on the catalog. */
const contentFreshMs = 5000;

/**
 * A check, for repeated calls, whether a session can be used for this work; it throws DatabaseUnusable. Each call asks the server. Schema and
 * rights are checked again after a failure, or when the last check is too old.
 */
export const usableDatabase = (content: Content, isOnlyRead = false, now = () => performance.now()) => {
  let freshUntil = Number.NEGATIVE_INFINITY;
  return async (session: SqlConnection): Promise<void> => {
    const until = freshUntil;
    const isFresh = now() < until;
    freshUntil = Number.NEGATIVE_INFINITY;
    const ofServer = await serverProblems(session, isOnlyRead);
    const problems =
      isFresh && ofServer.length === 0 ? [] : [...ofServer, ...(await contentProblems(session, content))];
    if (problems.length > 0) throw new DatabaseUnusable(problems);
    freshUntil = isFresh ? until : now() + contentFreshMs;
  };
};
