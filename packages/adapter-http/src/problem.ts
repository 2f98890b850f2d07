/** RFC 9457. Every error answer has this shape, media type application/problem+json. */
export interface Problem {
  /** `urn:casm:problem:` and the problem's name. */
  readonly type: string;
  readonly title: string;
  readonly status: number;
  readonly detail: string;
  /** All that is wrong, where there is more to say than the detail. */
  readonly violations?: ReadonlyArray<ProblemViolation>;
}

export interface ProblemViolation {
  readonly type?: string;
  /** JSON Pointer into the body. */
  readonly pointer?: string;
  /** The name of a query parameter or a header. */
  readonly parameter?: string;
  readonly header?: string;
  readonly rule: string;
}

/** An answer that is a problem, with the headers that belong to it. */
export interface ProblemAnswer {
  readonly problem: Problem;
  readonly headers?: Readonly<Record<string, string>>;
}

export const problem = (
  status: number,
  name: string,
  title: string,
  detail: string,
  violations: ReadonlyArray<ProblemViolation> = [],
): Problem => ({
  type: `urn:casm:problem:${name}`,
  title,
  status,
  detail,
  ...(violations.length === 0 ? {} : { violations }),
});

export const invalidRequest = (violations: ReadonlyArray<ProblemViolation>): Problem =>
  problem(
    400,
    'invalid-request',
    'The request is not valid',
    violations.length === 1 ? 'One rule is broken.' : `${violations.length} rules are broken.`,
    violations,
  );
