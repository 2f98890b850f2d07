/** The kind of problem that prevents the use of a database. */
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

/** One unmet requirement of a database. */
export interface DatabaseProblem {
  readonly name: DatabaseProblemName;
  /** The problem and its remedy, in one line. Except for `access` and `settings` it quotes no message of the server. */
  readonly detail: string;
}

/** The database has problems that an operator must fix; a retry does not help. */
export class DatabaseUnusable extends Error {
  override readonly name = 'DatabaseUnusable';
  readonly problems: ReadonlyArray<DatabaseProblem>;
  constructor(problems: ReadonlyArray<DatabaseProblem>) {
    super(problems.map(({ detail }) => detail).join('; '));
    this.problems = problems;
  }
}
