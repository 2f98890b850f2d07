/** What the user can mend: told in a line each, without a stack; the process exits with 2. */
export class UserError extends Error {
  override readonly name = 'UserError';
  readonly lines: ReadonlyArray<string>;
  constructor(...lines: ReadonlyArray<string>) {
    super(lines.join('\n'));
    this.lines = lines;
  }
}
