/** The file cannot be right, from this line on. */
export class Unreadable extends Error {
  override readonly name = 'Unreadable';
  /** Null: the file as a whole. */
  readonly line: number | null;
  readonly rule: string;
  constructor(line: number | null, rule: string) {
    super(rule);
    this.line = line;
    this.rule = rule;
  }
}

/** The most bytes that one row may have: what is not a file of rows must not be collected in memory. */
export const mostRowBytes = 64 * 1024;
