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

/** Resolves if the session can be used for this work. Throws DatabaseUnusable. */
export const mustBeUsable = async (session: SqlConnection, content: Content, isOnlyRead = false): Promise<void> => {
  const problems = [...(await serverProblems(session, isOnlyRead)), ...(await contentProblems(session, content))];
  if (problems.length > 0) throw new DatabaseUnusable(problems);
};
