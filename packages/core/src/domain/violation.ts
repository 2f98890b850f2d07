/** One rule that a request breaks, and its place. */
export interface Violation {
  /** JSON Pointer (RFC 6901) into the request body; empty for the body as a whole. */
  readonly pointer: string;
  /** The broken rule in words: "is mandatory", "must be one of ACTIVE, SUSPENDED". */
  readonly rule: string;
}

/** The JSON Pointer of a path of member names. */
export const pointerTo = (path: ReadonlyArray<string>): string =>
  path.map((name) => `/${name.replaceAll('~', '~0').replaceAll('/', '~1')}`).join('');

export const isViolation = (value: unknown): value is Violation =>
  typeof value === 'object' &&
  value !== null &&
  'pointer' in value &&
  typeof value.pointer === 'string' &&
  'rule' in value &&
  typeof value.rule === 'string';
