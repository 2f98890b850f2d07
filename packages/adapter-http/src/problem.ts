import type { Failure } from '@casm/core';
import { type ProblemName, type ProblemType, problemTypes, typeOfProblem } from './problem-types.js';

/** RFC 9457. Every error answer has this shape, media type application/problem+json. */
export interface Problem {
  /** `urn:casm:problem:` and the problem's name. */
  readonly type: string;
  readonly title: string;
  readonly status: number;
  readonly detail: string;
  /** All that is wrong, where there is more to say than the detail; the first hundred of it. */
  readonly violations?: ReadonlyArray<ProblemViolation>;
  /** How much is wrong, where not all of it is listed. */
  readonly violationCount?: number;
}

export interface ProblemViolation {
  readonly type?: string;
  /** JSON Pointer into the body. */
  readonly pointer?: string;
  /** The name of a parameter of the path or the query, or of a header. */
  readonly parameter?: string;
  readonly header?: string;
  readonly rule: string;
}

/** An answer that is a problem, with the headers that belong to it. */
export interface ProblemAnswer {
  readonly problem: Problem;
  readonly headers: Readonly<Record<string, string>>;
  /** What broke, for those who run the service: nothing of it is told to the caller. */
  readonly failure?: Failure;
}

/** More help nobody, and a body of 128 KiB can break ten thousand rules. */
const mostViolations = 100;

/** Status, title and headers are those of the problem's type. */
export const problem = (
  name: ProblemName,
  detail: string,
  violations: ReadonlyArray<ProblemViolation> = [],
): ProblemAnswer => {
  const { status, title, headers = {} }: ProblemType = problemTypes[name];
  return {
    problem: {
      type: typeOfProblem(name),
      title,
      status,
      detail,
      ...(violations.length === 0 ? {} : { violations: violations.slice(0, mostViolations) }),
      ...(violations.length <= mostViolations ? {} : { violationCount: violations.length }),
    },
    headers,
  };
};

export const invalidRequest = (violations: ReadonlyArray<ProblemViolation>): ProblemAnswer =>
  problem(
    'invalid-request',
    violations.length === 1 ? 'One rule is broken.' : `${violations.length} rules are broken.`,
    violations,
  );
