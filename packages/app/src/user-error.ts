/** What the user can mend: told in a line each, without a stack; the process exits with 2. */
export class UserError extends Error {
  override readonly name = 'UserError';
  readonly lines: ReadonlyArray<string>;
  constructor(...lines: ReadonlyArray<string>) {
    super(lines.join('\n'));
    this.lines = lines;
  }
}

/** The command was interrupted while it followed something that goes on without it; the process exits with 130. */
export class Detached extends Error {
  override readonly name = 'Detached';
}

/** The command did what it was asked for, and some rows were refused; the process exits with 3. */
export class RowsRefused extends Error {
  override readonly name = 'RowsRefused';
}
