/** What keeps a database from being used. */
export type DatabaseProblemName =
  | 'access'
  | 'server-version'
  | 'encoding'
  | 'read-only'
  | 'pooler'
  | 'settings'
  | 'schema-missing'
  | 'schema-older'
  | 'schema-newer'
  | 'rights'
  | 'time-zone';

export interface DatabaseProblem {
  readonly name: DatabaseProblemName;
  /** What is wrong and what mends it, in one line. */
  readonly detail: string;
}

/** The database is not one that this release can work on, and stays so until somebody mends it. */
export class DatabaseUnusable extends Error {
  override readonly name = 'DatabaseUnusable';
  readonly problems: ReadonlyArray<DatabaseProblem>;
  constructor(problems: ReadonlyArray<DatabaseProblem>) {
    super(problems.map(({ detail }) => detail).join('; '));
    this.problems = problems;
  }
}
